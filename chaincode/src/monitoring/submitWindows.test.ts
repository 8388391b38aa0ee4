import { NO_HASH, payloadHash, sha256Hex, type SignedWindow } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';
import { TestDevice, type TestWindow } from '../../test/TestDevice.js';

const HOUR = 3600;
const DEVICE = 'sh1-energy';

describe('submitWindows', () => {
  let community: Community;
  let origin: number;
  let meter: TestDevice;
  beforeEach(async () => {
    community = new Community();
    ({ origin, meter } = community);
    await community.start();
    community.pass(24 * HOUR);
    await community.openEpoch();
  });

  const send = (windows: readonly SignedWindow[], extended: readonly string[]): Promise<Receipt> =>
    community.ledger.run(community.household, 'monitoring', 'submitWindows', { windows }, { extended });
  const submit = (...windows: readonly TestWindow[]): Promise<Receipt> =>
    send(
      windows.map(({ window }) => window),
      windows.map(({ extended }) => extended),
    );
  const accept = async (start: number, end: number): Promise<TestWindow> => {
    const window = meter.next(start, end);
    await submit(window);
    meter.advance(window);
    return window;
  };
  /** Expects a refusal, and that nothing on the ledger has changed, in public or private. */
  const refused = async (work: () => Promise<unknown>, code: string): Promise<Error> => {
    const before = [community.ledger.snapshot(), community.ledger.store.collection('SH1Collection').size];
    const error = await expectCode(work(), code);
    const after = [community.ledger.snapshot(), community.ledger.store.collection('SH1Collection').size];
    expect(after).to.deep.equal(before);
    return error;
  };
  const tamper = (window: TestWindow, offset: number, value?: number): Buffer => {
    const bytes = Buffer.from(window.window.essential, 'base64');
    bytes.writeUInt8(value ?? bytes.readUInt8(offset) ^ 1, offset);
    return bytes;
  };
  const resigned = (window: TestWindow, bytes: Uint8Array): SignedWindow =>
    meter.sign(bytes, window.window.extendedHash);

  it('puts the window and its sealed E on the ledger and the sealed X into the collection of the home', async () => {
    const made = meter.next(origin, origin + HOUR);
    const receipt = await submit(made);
    const key = `${DEVICE}/0000000001`;
    const { header, extended, window } = made;
    expect(receipt.writes).to.deep.equal({
      [`window/${key}`]: {
        header,
        commitment: Buffer.from(window.essential, 'base64').toString('hex', 58, 90),
        essentialHash: sha256Hex(Buffer.from(window.essential, 'base64')),
        extendedHash: window.extendedHash,
        signature: window.signature,
        submittedAt: origin + 24 * HOUR,
        revision: 0,
      },
      [`essential/${key}`]: { essential: window.essential },
    });
    expect(receipt.privateWrites).to.deep.equal({ SH1Collection: { [`extended/${key}`]: { extended } } });
    expect(receipt.result).to.deep.equal({ transactionId: receipt.transactionId });
    expect(receipt.event).to.deep.equal({
      name: 'WindowsSubmitted',
      payload: { homeId: 'SH1', deviceId: DEVICE, from: 1, to: 1 },
    });
  });

  it('takes a backlog, and reads no more than it needs', async () => {
    await accept(origin, origin + HOUR);
    const second = meter.next(origin + HOUR, origin + 2 * HOUR);
    meter.advance(second);
    const third = meter.next(origin + 3 * HOUR, origin + 4 * HOUR);
    const { writes, reads, ranges, event } = await submit(second, third);
    expect(Object.keys(writes)).to.have.members(
      ['window', 'essential'].flatMap((type) => [
        `${type}/${DEVICE}/0000000002`,
        `${type}/${DEVICE}/0000000003`,
      ]),
    );
    expect(reads.filter((key) => !/^(community|party|home|request)\b/.test(key))).to.deep.equal([
      `device/${DEVICE}`,
      'epoch/SH1/0000000001',
      'epochRevocation/SH1/0000000001',
      `window/${DEVICE}/0000000002`,
      `window/${DEVICE}/0000000001`,
      'retention/SH1',
    ]);
    expect(ranges).to.deep.equal([]);
    expect(event?.payload).to.deep.include({ from: 2, to: 3 });
  });

  it('shows nothing of the chain, which lies in the sealed E', async () => {
    const first = await accept(origin, origin + HOUR);
    const second = meter.next(origin + HOUR, origin + 2 * HOUR);
    expect([first.payload.previousHash, second.payload.previousHash]).to.deep.equal([
      NO_HASH,
      payloadHash(first.payload),
    ]);
    const { writes } = await submit(second);
    expect(JSON.stringify(writes)).not.to.contain(second.payload.previousHash);
  });

  describe('refuses', () => {
    it('a gap, also within one transaction', async () => {
      await refused(() => submit(meter.next(origin, origin + HOUR, { sequence: 2 })), 'SEQUENCE_GAP');
      const first = meter.next(origin, origin + HOUR);
      meter.advance(first);
      const third = meter.next(origin + HOUR, origin + 2 * HOUR, { sequence: 3 });
      await refused(() => submit(first, third), 'SEQUENCE_GAP');
      await refused(() => submit(first, first), 'SEQUENCE_GAP');
    });

    it('a replay, and tells it from a duplicate', async () => {
      const first = await accept(origin, origin + HOUR);
      await refused(() => submit(first), 'SEQUENCE_DUPLICATE');
      const { essential, extendedHash } = first.window;
      const signedAgain = meter.sign(Buffer.from(essential, 'base64'), extendedHash);
      await refused(() => send([signedAgain], [first.extended]), 'SEQUENCE_DUPLICATE');
      await refused(() => submit(meter.reseal(first)), 'SEQUENCE_REPLAY');
      const other = meter.next(origin, origin + 2 * HOUR, { sequence: 1 });
      await refused(() => submit(other), 'SEQUENCE_REPLAY');
    });

    it('overlap and the future', async () => {
      await accept(origin, origin + HOUR);
      await refused(() => submit(meter.next(origin + HOUR - 1, origin + 2 * HOUR)), 'WINDOW_OVERLAP');
      const { now } = community;
      await refused(() => submit(meter.next(origin + HOUR, now + 61)), 'WINDOW_IN_FUTURE');
      await accept(origin + HOUR, now + 60);
    });

    it('records of another structure or length', async () => {
      const made = meter.next(origin, origin + HOUR);
      const bytes = Buffer.from(made.window.essential, 'base64');
      const extendedRecord = Buffer.from(made.extended, 'base64');
      const broken = [
        bytes.subarray(0, 57),
        bytes.subarray(0, 105),
        tamper(made, 0),
        tamper(made, 3, 2),
        tamper(made, 4, 9),
        tamper(made, 5),
        tamper(made, 10),
        Buffer.alloc(106),
        extendedRecord,
      ];
      for (const each of broken) {
        await refused(() => send([resigned(made, each)], [made.extended]), 'RECORD_MALFORMED');
      }
      const backwards = meter.next(origin + HOUR, origin);
      await refused(() => submit(backwards), 'RECORD_MALFORMED');
      await refused(() => submit(meter.next(origin, origin + HOUR, { epoch: 0 })), 'RECORD_MALFORMED');
      await refused(() => submit(meter.next(origin, origin + HOUR, { sequence: 0 })), 'RECORD_MALFORMED');
      const spare = { ...made.window, essential: made.window.essential.replace(/=*$/, '') + '====' };
      await refused(() => send([spare], [made.extended]), 'INPUT_INVALID');
    });

    it('base64 that is not the one text of its bytes', async () => {
      const made = meter.next(origin, origin + HOUR);
      const { essential } = made.window;
      const padding = /=*$/.exec(essential)?.[0].length ?? 0;
      expect(padding).to.be.greaterThan(0);
      const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
      const at = essential.length - padding - 1;
      const other = digits[digits.indexOf(essential.charAt(at)) + 1] ?? '';
      const loose = essential.slice(0, at) + other + essential.slice(at + 1);
      expect(Buffer.from(loose, 'base64')).to.deep.equal(Buffer.from(essential, 'base64'));
      for (const text of [loose, essential.slice(0, -padding)]) {
        const window = { ...made.window, essential: text };
        await refused(() => send([window], [made.extended]), 'RECORD_MALFORMED');
      }
    });

    it('forged and altered signatures', async () => {
      const made = meter.next(origin, origin + HOUR);
      const { window, extended } = made;
      for (const offset of [42, 60, 120, Buffer.from(window.essential, 'base64').length - 1]) {
        const altered = { ...window, essential: tamper(made, offset).toString('base64') };
        await refused(() => send([altered], [extended]), 'SIGNATURE_INVALID');
      }
      const withheld = { ...window, extendedHash: 'a'.repeat(64) };
      await refused(() => send([withheld], [extended]), 'SIGNATURE_INVALID');
      const forged = new TestDevice('SH1', DEVICE).next(origin, origin + HOUR);
      await refused(() => submit(forged), 'SIGNATURE_INVALID');
      const signature = Buffer.from(window.signature, 'base64');
      signature.writeUInt8(signature.readUInt8(40) ^ 1, 40);
      const damaged = { ...window, signature: signature.toString('base64') };
      await refused(() => send([damaged], [extended]), 'SIGNATURE_INVALID');
      const long = { ...window, signature: Buffer.alloc(66, 1).toString('base64') };
      await refused(() => send([long], [extended]), 'SIGNATURE_INVALID');
    });

    it('X that is not the one signed for, or is of something else', async () => {
      const made = meter.next(origin, origin + HOUR);
      const other = meter.next(origin, origin + HOUR);
      await refused(() => send([made.window], [other.extended]), 'PAYLOAD_MISMATCH');
      await refused(() => send([made.window], [made.extended, made.extended]), 'PAYLOAD_MISMATCH');
      for (const ofExtended of [
        { epoch: 2 },
        { sequence: 2 },
        { start: origin + 1 },
        { end: origin + HOUR - 1 },
        { homeId: 'SH2' },
      ]) {
        const moved = meter.next(origin, origin + HOUR, { ofExtended });
        await refused(() => submit(moved), 'PAYLOAD_MISMATCH');
      }
      const foreign = meter.next(origin, origin + HOUR, { ofExtended: { deviceId: 'sh1-other' } });
      await refused(() => submit(foreign), 'RECORD_MALFORMED');
      const essential = Buffer.from(made.window.essential, 'base64');
      const swapped = meter.sign(essential, sha256Hex(essential));
      await refused(() => send([swapped], [made.window.essential]), 'RECORD_MALFORMED');
    });

    it('private inputs that are missing, more or malformed, and never repeats them', async () => {
      const { window, extended } = meter.next(origin, origin + HOUR);
      const run = (transient: Readonly<Record<string, unknown>>): Promise<unknown> =>
        community.ledger.run(
          community.household,
          'monitoring',
          'submitWindows',
          { windows: [window] },
          transient,
        );
      await refused(() => run({}), 'TRANSIENT_MISSING');
      await refused(() => run({ extended: [extended], more: 1 }), 'TRANSIENT_UNEXPECTED');
      const error = await refused(() => run({ extended: ['not base64 777777'] }), 'INPUT_INVALID');
      expect(error.message).not.to.contain('777777');
    });
  });

  describe('takes a record nowhere but where it belongs:', () => {
    it('no other channel', async () => {
      const made = meter.next(origin, origin + HOUR);
      const essential = Buffer.from(made.window.essential, 'base64');
      const elsewhere = meter.sign(essential, made.window.extendedHash, 'another');
      await refused(() => send([elsewhere], [made.extended]), 'SIGNATURE_INVALID');
    });

    it('no other home', async () => {
      const { ledger, operator, neighbour } = community;
      const made = meter.next(origin, origin + HOUR);
      const { window, extended } = made;
      const before = ledger.snapshot();
      const stolen = ledger.run(
        neighbour,
        'monitoring',
        'submitWindows',
        { windows: [window] },
        { extended: [extended] },
      );
      await expectCode(stolen, 'HOME_DENIED');
      const renamed = { ...window, essential: tamper(made, 7, 0x32).toString('base64') };
      const posing = ledger.run(
        neighbour,
        'monitoring',
        'submitWindows',
        { windows: [renamed] },
        { extended: [extended] },
      );
      await expectCode(posing, 'HOME_DIFFERS');
      expect(ledger.snapshot()).to.deep.equal(before);
      const foreign = new TestDevice('SH2', 'sh2-energy');
      await ledger.run(operator, 'registry', 'enrolDevice', foreign.enrolment);
      await refused(() => submit(foreign.next(origin, origin + HOUR, { homeId: 'SH1' })), 'HOME_DIFFERS');
      await refused(() => submit(foreign.next(origin, origin + HOUR)), 'HOME_DENIED');
    });

    it('no other device', async () => {
      const { ledger, operator } = community;
      await refused(
        () => submit(new TestDevice('SH1', 'sh1-none').next(origin, origin + HOUR)),
        'DEVICE_UNKNOWN',
      );
      const second = new TestDevice('SH1', 'sh1-second');
      await ledger.run(operator, 'registry', 'enrolDevice', second.enrolment);
      const [one, two] = [meter.next(origin, origin + HOUR), second.next(origin, origin + HOUR)];
      await refused(() => submit(one, two), 'WINDOWS_MIXED');
      const renamed = { ...one.window, deviceId: 'sh1-second' };
      await refused(() => send([renamed], [one.extended]), 'RECORD_MALFORMED');
      const retagged = two.window.essential.slice(0, 24);
      const posing = { ...renamed, essential: retagged + one.window.essential.slice(24) };
      await refused(() => send([posing], [one.extended]), 'SIGNATURE_INVALID');
    });

    it('no other epoch', async () => {
      const made = meter.next(origin, origin + HOUR);
      await community.openEpoch();
      const moved = { ...made.window, essential: tamper(made, 23, 2).toString('base64') };
      await refused(() => send([moved], [made.extended]), 'SIGNATURE_INVALID');
    });
  });

  describe('epochs', () => {
    it('take their own windows and older ones, and none that end after them', async () => {
      const { now } = community;
      community.pass(7 * HOUR);
      await accept(origin, origin + HOUR);
      await refused(() => submit(meter.next(now, now + 6 * HOUR + 1)), 'EPOCH_DIFFERS');
      await accept(now - HOUR, now + 6 * HOUR);
    });

    it('must be known', async () => {
      await refused(() => submit(meter.next(origin, origin + HOUR, { epoch: 2 })), 'EPOCH_UNKNOWN');
    });

    it('take nothing once they are revoked: it is sealed again under the next', async () => {
      const made = meter.next(origin, origin + HOUR);
      await community.openEpoch();
      await refused(() => submit(made), 'EPOCH_REVOKED');
      meter.epoch = 2;
      await submit(meter.reseal(made));
    });

    it('take late records for 72 hours, and none after', async () => {
      const { now } = community;
      const window = meter.next(now, now + HOUR);
      community.pass(6 * HOUR);
      await community.openEpoch();
      community.pass(72 * HOUR);
      await accept(now, now + HOUR);
      community.pass(1);
      await refused(
        () => submit(meter.reseal(window, { sequence: 2, start: now + HOUR, end: now + 2 * HOUR })),
        'EPOCH_EXPIRED',
      );
    });

    it('are each read once for a backlog that spans several', async () => {
      const { now } = community;
      const first = meter.next(now - HOUR, now);
      meter.advance(first);
      const second = meter.next(now, now + HOUR);
      meter.advance(second);
      community.pass(6 * HOUR);
      meter.epoch = await community.openEpoch();
      const third = meter.next(now + 6 * HOUR, now + 7 * HOUR);
      community.pass(HOUR);
      const { reads, event } = await submit(first, second, third);
      expect(reads.filter((key) => key.startsWith('epoch'))).to.deep.equal([
        'epoch/SH1/0000000001',
        'epochRevocation/SH1/0000000001',
        'epoch/SH1/0000000002',
        'epochRevocation/SH1/0000000002',
      ]);
      expect(event?.payload).to.deep.include({ from: 1, to: 3 });
    });
  });

  describe('devices', () => {
    it('that were replaced deliver what they measured before, and nothing later', async () => {
      const { ledger, operator } = community;
      const swappedAt = community.now;
      const successor = new TestDevice('SH1', 'sh1-energy-2');
      await ledger.run(operator, 'registry', 'swapDevice', { ...successor.enrolment, replaces: DEVICE });
      community.pass(HOUR);
      await accept(swappedAt - HOUR, swappedAt);
      await refused(() => submit(meter.next(swappedAt, swappedAt + 1)), 'DEVICE_REPLACED');
      await refused(() => submit(meter.next(swappedAt - 1, swappedAt + 1)), 'DEVICE_REPLACED');
    });

    it('that are suspended or revoked deliver none', async () => {
      const { ledger, operator } = community;
      const set = (deviceId: string, status: string): Promise<unknown> =>
        ledger.run(operator, 'registry', 'setDeviceStatus', { deviceId, status });
      const window = meter.next(origin, origin + HOUR);
      await set(DEVICE, 'suspended');
      await refused(() => submit(window), 'DEVICE_SUSPENDED');
      await set(DEVICE, 'active');
      await set(DEVICE, 'revoked');
      await refused(() => submit(window), 'DEVICE_REVOKED');
    });

    it('that came for another deliver nothing from before the swap, so that no use is doubled', async () => {
      const { ledger, operator } = community;
      const successor = new TestDevice('SH1', 'sh1-energy-2');
      await ledger.run(operator, 'registry', 'swapDevice', { ...successor.enrolment, replaces: DEVICE });
      const { now } = community;
      await refused(() => submit(successor.next(now - 1, now)), 'WINDOW_OVERLAP');
      community.pass(HOUR);
      await submit(successor.next(now, now + HOUR));
    });
  });
});

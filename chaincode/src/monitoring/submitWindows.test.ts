import { NO_HASH, payloadHash, sha256Hex } from '@acequia/protocol';
import { expect } from 'chai';
import type { Community } from '../../test/Community.js';
import { TestDevice } from '../../test/TestDevice.js';
import { WindowScene } from '../../test/WindowScene.js';

const HOUR = 3600;
const DEVICE = 'sh1-energy';

describe('submitWindows', () => {
  let scene: WindowScene;
  let community: Community;
  let meter: TestDevice;
  let origin: number;
  beforeEach(async () => {
    scene = new WindowScene();
    ({ community, meter } = scene);
    ({ origin } = community);
    await scene.start();
  });

  it('puts the window and its sealed E on the ledger and the sealed X into the collection of the home', async () => {
    const made = meter.next(origin, origin + HOUR);
    const receipt = await scene.submit(made);
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
    await scene.accept(origin, origin + HOUR);
    const second = meter.next(origin + HOUR, origin + 2 * HOUR);
    meter.advance(second);
    const third = meter.next(origin + 3 * HOUR, origin + 4 * HOUR);
    const { writes, reads, ranges, event } = await scene.submit(second, third);
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
    const first = await scene.accept(origin, origin + HOUR);
    const second = meter.next(origin + HOUR, origin + 2 * HOUR);
    expect([first.payload.previousHash, second.payload.previousHash]).to.deep.equal([
      NO_HASH,
      payloadHash(first.payload),
    ]);
    const { writes } = await scene.submit(second);
    expect(JSON.stringify(writes)).not.to.contain(second.payload.previousHash);
  });

  describe('refuses', () => {
    it('a gap, also within one transaction', async () => {
      await scene.refused(
        () => scene.submit(meter.next(origin, origin + HOUR, { sequence: 2 })),
        'SEQUENCE_GAP',
      );
      const first = meter.next(origin, origin + HOUR);
      meter.advance(first);
      const third = meter.next(origin + HOUR, origin + 2 * HOUR, { sequence: 3 });
      await scene.refused(() => scene.submit(first, third), 'SEQUENCE_GAP');
      await scene.refused(() => scene.submit(first, first), 'SEQUENCE_GAP');
    });

    it('a replay, and tells it from a duplicate', async () => {
      const first = await scene.accept(origin, origin + HOUR);
      await scene.refused(() => scene.submit(first), 'SEQUENCE_DUPLICATE');
      const { essential, extendedHash } = first.window;
      const signedAgain = meter.sign(Buffer.from(essential, 'base64'), extendedHash);
      await scene.refused(() => scene.send([signedAgain], [first.extended]), 'SEQUENCE_DUPLICATE');
      await scene.refused(() => scene.submit(meter.reseal(first)), 'SEQUENCE_REPLAY');
      const other = meter.next(origin, origin + 2 * HOUR, { sequence: 1 });
      await scene.refused(() => scene.submit(other), 'SEQUENCE_REPLAY');
    });

    it('overlap and the future', async () => {
      await scene.accept(origin, origin + HOUR);
      await scene.refused(
        () => scene.submit(meter.next(origin + HOUR - 1, origin + 2 * HOUR)),
        'WINDOW_OVERLAP',
      );
      const { now } = community;
      await scene.refused(() => scene.submit(meter.next(origin + HOUR, now + 61)), 'WINDOW_IN_FUTURE');
      await scene.accept(origin + HOUR, now + 60);
    });

    it('records of another structure or length', async () => {
      const made = meter.next(origin, origin + HOUR);
      const bytes = Buffer.from(made.window.essential, 'base64');
      const extendedRecord = Buffer.from(made.extended, 'base64');
      const broken = [
        bytes.subarray(0, 57),
        bytes.subarray(0, 105),
        scene.tamper(made, 0),
        scene.tamper(made, 3, 2),
        scene.tamper(made, 4, 9),
        scene.tamper(made, 5),
        scene.tamper(made, 10),
        Buffer.alloc(106),
        extendedRecord,
      ];
      for (const each of broken) {
        await scene.refused(
          () => scene.send([meter.sign(each, made.window.extendedHash)], [made.extended]),
          'RECORD_MALFORMED',
        );
      }
      const backwards = meter.next(origin + HOUR, origin);
      await scene.refused(() => scene.submit(backwards), 'RECORD_MALFORMED');
      await scene.refused(
        () => scene.submit(meter.next(origin, origin + HOUR, { epoch: 0 })),
        'RECORD_MALFORMED',
      );
      await scene.refused(
        () => scene.submit(meter.next(origin, origin + HOUR, { sequence: 0 })),
        'RECORD_MALFORMED',
      );
      const spare = { ...made.window, essential: made.window.essential.replace(/=*$/, '') + '====' };
      await scene.refused(() => scene.send([spare], [made.extended]), 'INPUT_INVALID');
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
        await scene.refused(() => scene.send([window], [made.extended]), 'INPUT_INVALID');
      }
    });

    it('forged and altered signatures', async () => {
      const made = meter.next(origin, origin + HOUR);
      const { window, extended } = made;
      for (const offset of [42, 60, 120, Buffer.from(window.essential, 'base64').length - 1]) {
        const altered = { ...window, essential: scene.tamper(made, offset).toString('base64') };
        await scene.refused(() => scene.send([altered], [extended]), 'SIGNATURE_INVALID');
      }
      const withheld = { ...window, extendedHash: 'a'.repeat(64) };
      await scene.refused(() => scene.send([withheld], [extended]), 'SIGNATURE_INVALID');
      const forged = new TestDevice('SH1', DEVICE).next(origin, origin + HOUR);
      await scene.refused(() => scene.submit(forged), 'SIGNATURE_INVALID');
      const signature = Buffer.from(window.signature, 'base64');
      signature.writeUInt8(signature.readUInt8(40) ^ 1, 40);
      const damaged = { ...window, signature: signature.toString('base64') };
      await scene.refused(() => scene.send([damaged], [extended]), 'SIGNATURE_INVALID');
      const long = { ...window, signature: Buffer.alloc(66, 1).toString('base64') };
      await scene.refused(() => scene.send([long], [extended]), 'INPUT_INVALID');
    });

    it('X that is not the one signed for, or is of something else', async () => {
      const made = meter.next(origin, origin + HOUR);
      const other = meter.next(origin, origin + HOUR);
      await scene.refused(() => scene.send([made.window], [other.extended]), 'PAYLOAD_MISMATCH');
      await scene.refused(
        () => scene.send([made.window], [made.extended, made.extended]),
        'PAYLOAD_MISMATCH',
      );
      for (const ofExtended of [
        { epoch: 2 },
        { sequence: 2 },
        { start: origin + 1 },
        { end: origin + HOUR - 1 },
        { homeId: 'SH2' },
      ]) {
        const moved = meter.next(origin, origin + HOUR, { ofExtended });
        await scene.refused(() => scene.submit(moved), 'PAYLOAD_MISMATCH');
      }
      const foreign = meter.next(origin, origin + HOUR, { ofExtended: { deviceId: 'sh1-other' } });
      await scene.refused(() => scene.submit(foreign), 'RECORD_MALFORMED');
      const essential = Buffer.from(made.window.essential, 'base64');
      const swapped = meter.sign(essential, sha256Hex(essential));
      await scene.refused(() => scene.send([swapped], [made.window.essential]), 'RECORD_MALFORMED');
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
      await scene.refused(() => run({}), 'TRANSIENT_MISSING');
      await scene.refused(() => run({ extended: [extended], more: 1 }), 'TRANSIENT_UNEXPECTED');
      const error = await scene.refused(() => run({ extended: ['not base64 777777'] }), 'INPUT_INVALID');
      expect(error.message).not.to.contain('777777');
    });
  });
});

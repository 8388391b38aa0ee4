import { hashCanonical, type SignedWindow, type WindowPayload } from '@acequia/protocol';
import { expect } from 'chai';
import { Community } from '../../test/Community.js';
import { expectCode } from '../../test/expectCode.js';
import type { Receipt } from '../../test/Receipt.js';
import { TestDevice, type TestWindow } from '../../test/TestDevice.js';

const HOUR = 3600;

describe('submitWindows', () => {
  let community: Community;
  let origin: number;
  let meter: TestDevice;
  beforeEach(async () => {
    community = new Community();
    ({ origin, meter } = community);
    await community.start();
    community.pass(24 * HOUR);
  });

  const submit = (...windows: readonly TestWindow[]): Promise<Receipt> =>
    send(
      windows.map(({ window }) => window),
      windows.map(({ payload }) => payload),
    );
  const send = (windows: readonly SignedWindow[], payloads: readonly WindowPayload[]): Promise<Receipt> =>
    community.ledger.run(community.household, 'monitoring', 'submitWindows', { windows }, { payloads });
  const accept = async (start: number, end: number): Promise<TestWindow> => {
    const window = meter.next(start, end);
    await submit(window);
    meter.advance(window);
    return window;
  };

  it('puts the header on the ledger and the payload into the collection of the home', async () => {
    const { window, payload } = meter.next(origin, origin + HOUR);
    const receipt = await submit({ window, payload });
    const key = 'sh1-energy/0000000001';
    expect(receipt.writes).to.deep.equal({
      [`window/${key}`]: { ...window, submittedAt: origin + 24 * HOUR },
    });
    expect(receipt.privateWrites).to.deep.equal({ SH1Collection: { [`payload/${key}`]: payload } });
    expect(receipt.result).to.deep.equal({ transactionId: receipt.transactionId });
  });

  it('takes a backlog, and reads of windows the first and its predecessor alone', async () => {
    await accept(origin, origin + HOUR);
    const second = meter.next(origin + HOUR, origin + 2 * HOUR);
    meter.advance(second);
    const third = meter.next(origin + 3 * HOUR, origin + 4 * HOUR);
    const { writes, reads, ranges } = await submit(second, third);
    expect(Object.keys(writes)).to.deep.equal([
      'window/sh1-energy/0000000002',
      'window/sh1-energy/0000000003',
    ]);
    expect(reads.filter((key) => key.startsWith('window'))).to.deep.equal([
      'window/sh1-energy/0000000002',
      'window/sh1-energy/0000000001',
    ]);
    expect(ranges).to.deep.equal([]);
  });

  it('refuses a gap, also within one transaction', async () => {
    await expectCode(submit(meter.next(origin, origin + HOUR, { sequence: 2 })), 'SEQUENCE_GAP');
    const first = meter.next(origin, origin + HOUR);
    meter.advance(first);
    const third = meter.next(origin + HOUR, origin + 2 * HOUR, { sequence: 3 });
    await expectCode(submit(first, third), 'SEQUENCE_GAP');
    await expectCode(submit(first, first), 'SEQUENCE_GAP');
  });

  it('tells a duplicate from a replay of the sequence', async () => {
    const first = await accept(origin, origin + HOUR);
    const again = meter.sign(first.window.header);
    await expectCode(submit(first), 'SEQUENCE_DUPLICATE');
    await expectCode(send([again], [first.payload]), 'SEQUENCE_DUPLICATE');
    const other = meter.next(origin, origin + 2 * HOUR, { sequence: 1, previousHash: '0'.repeat(64) });
    await expectCode(submit(other), 'SEQUENCE_REPLAY');
  });

  it('refuses a broken chain', async () => {
    const wrong = { previousHash: '1'.repeat(64) };
    await expectCode(submit(meter.next(origin, origin + HOUR, wrong)), 'CHAIN_BROKEN');
    await accept(origin, origin + HOUR);
    await expectCode(submit(meter.next(origin + HOUR, origin + 2 * HOUR, wrong)), 'CHAIN_BROKEN');
  });

  it('refuses overlap and the future', async () => {
    await accept(origin, origin + HOUR);
    await expectCode(submit(meter.next(origin + HOUR - 1, origin + 2 * HOUR)), 'WINDOW_OVERLAP');
    const now = origin + 24 * HOUR;
    await expectCode(submit(meter.next(origin + HOUR, now + 61)), 'WINDOW_IN_FUTURE');
    await accept(origin + HOUR, now + 60);
  });

  it('refuses forged and altered signatures', async () => {
    const { window, payload } = meter.next(origin, origin + HOUR);
    const altered = { ...window, header: { ...window.header, end: origin + 2 * HOUR } };
    await expectCode(send([altered], [payload]), 'SIGNATURE_INVALID');
    const forged = new TestDevice('SH1', 'sh1-energy').next(origin, origin + HOUR);
    await expectCode(submit(forged), 'SIGNATURE_INVALID');
    const bytes = Buffer.from(window.signature, 'base64');
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    await expectCode(
      send([{ ...window, signature: bytes.toString('base64') }], [payload]),
      'SIGNATURE_INVALID',
    );
    const long = Buffer.alloc(66, 1).toString('base64');
    await expectCode(send([{ ...window, signature: long }], [payload]), 'SIGNATURE_INVALID');
  });

  it('refuses payloads that are not the ones signed for, and never repeats their values', async () => {
    const { window, payload } = meter.next(origin, origin + HOUR);
    const altered = {
      ...payload,
      intervals: payload.intervals.map((each) => ({ ...each, amount: 777_777 })),
    };
    const error = await expectCode(send([window], [altered]), 'PAYLOAD_MISMATCH');
    expect(error.message).not.to.contain('777777');
    await expectCode(send([window], [payload, payload]), 'PAYLOAD_MISMATCH');
    const miscounted = meter.next(origin, origin + HOUR, { intervals: 2 });
    await expectCode(submit(miscounted), 'PAYLOAD_MISMATCH');
    const broken = { ...payload, salt: 'not a salt 777777' };
    const invalid = await expectCode(
      community.ledger.run(
        community.household,
        'monitoring',
        'submitWindows',
        { windows: [window] },
        { payloads: [broken] },
      ),
      'INPUT_INVALID',
    );
    expect(invalid.message).not.to.contain('777777');
  });

  it('wants its private input, that one only', async () => {
    const { window, payload } = meter.next(origin, origin + HOUR);
    const run = (transient: Readonly<Record<string, unknown>>): Promise<unknown> =>
      community.ledger.run(
        community.household,
        'monitoring',
        'submitWindows',
        { windows: [window] },
        transient,
      );
    await expectCode(run({}), 'TRANSIENT_MISSING');
    await expectCode(run({ payloads: [payload], more: 1 }), 'TRANSIENT_UNEXPECTED');
  });

  it('takes windows of one enrolled device of the home', async () => {
    const { ledger, operator } = community;
    await expectCode(submit(new TestDevice('SH1', 'sh1-none').next(origin, origin + HOUR)), 'DEVICE_UNKNOWN');
    const second = new TestDevice('SH1', 'sh1-second');
    await ledger.run(operator, 'registry', 'enrolDevice', second.enrolment);
    const [one, two] = [meter.next(origin, origin + HOUR), second.next(origin, origin + HOUR)];
    await expectCode(submit(one, two), 'WINDOWS_MIXED');
    const foreign = new TestDevice('SH2', 'sh2-energy');
    await ledger.run(operator, 'registry', 'enrolDevice', foreign.enrolment);
    await expectCode(submit(foreign.next(origin, origin + HOUR, { homeId: 'SH1' })), 'HOME_DIFFERS');
    await expectCode(submit(foreign.next(origin, origin + HOUR)), 'HOME_DENIED');
  });

  it('takes of a device that was replaced what it measured before, and nothing later', async () => {
    const { ledger, operator } = community;
    const swappedAt = origin + 24 * HOUR;
    const successor = new TestDevice('SH1', 'sh1-energy-2');
    await ledger.run(operator, 'registry', 'swapDevice', { ...successor.enrolment, replaces: 'sh1-energy' });
    community.pass(HOUR);
    await accept(swappedAt - HOUR, swappedAt);
    await expectCode(submit(meter.next(swappedAt, swappedAt + 1)), 'DEVICE_REPLACED');
    await expectCode(submit(meter.next(swappedAt - 1, swappedAt + 1)), 'DEVICE_REPLACED');
  });

  it('takes none of a device that is suspended or revoked', async () => {
    const { ledger, operator } = community;
    const set = (deviceId: string, status: string): Promise<unknown> =>
      ledger.run(operator, 'registry', 'setDeviceStatus', { deviceId, status });
    const window = meter.next(origin, origin + HOUR);
    await set('sh1-energy', 'suspended');
    await expectCode(submit(window), 'DEVICE_SUSPENDED');
    await set('sh1-energy', 'active');
    await set('sh1-energy', 'revoked');
    await expectCode(submit(window), 'DEVICE_REVOKED');
  });

  it('takes nothing from before a swap of the device that came, so that no use is doubled', async () => {
    const { ledger, operator } = community;
    const successor = new TestDevice('SH1', 'sh1-energy-2');
    await ledger.run(operator, 'registry', 'swapDevice', { ...successor.enrolment, replaces: 'sh1-energy' });
    const now = origin + 24 * HOUR;
    await expectCode(submit(successor.next(now - 1, now)), 'WINDOW_OVERLAP');
    community.pass(HOUR);
    await submit(successor.next(now, now + HOUR));
  });

  it('chains over the hash of the whole header', async () => {
    const first = await accept(origin, origin + HOUR);
    const second = meter.next(origin + HOUR, origin + 2 * HOUR);
    expect(second.window.header.previousHash).to.equal(hashCanonical(first.window.header));
    await submit(second);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { signWindow, type WindowHeader } from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import type { Meter, MeterWindow } from '../harness/Meter.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';
import { asSubmission } from '../harness/asSubmission.js';

describe('windows of readings are refused, and change nothing,', () => {
  let meter: Meter;

  before(async () => {
    const { community } = suite();
    meter = await community.enrolMeter('SH1');
    for (const window of meter.windows([100, 200], [300, 0])) await community.submit(meter, window);
  });

  const submit = (...windows: readonly MeterWindow[]): Promise<Committed> =>
    suite()
      .community.home('SH1')
      .ledger.monitoring.submitWindows(...asSubmission(windows));

  /** The next valid window with another header than the one that was signed. */
  const altered = (change: Partial<WindowHeader>): MeterWindow => {
    const window = meter.window();
    return { ...window, header: { ...window.header, ...change } };
  };

  it('with a signature forged with another key', async () => {
    const window = meter.window();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await refused(
      () => submit({ ...window, signature: signWindow(window.header, privateKey) }),
      'SIGNATURE_INVALID',
    );
  });

  it('with a signature of one flipped bit', async () => {
    const window = meter.window();
    const bytes = Buffer.from(window.signature, 'base64');
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    await refused(() => submit({ ...window, signature: bytes.toString('base64') }), 'SIGNATURE_INVALID');
  });

  it('with an altered header: its time', async () => {
    const { end } = meter.window().header;
    await refused(() => submit(altered({ end: end + 1 })), 'SIGNATURE_INVALID');
  });

  it('with an altered header: its payload hash', async () => {
    await refused(() => submit(altered({ payloadHash: 'ab'.repeat(32) })), 'SIGNATURE_INVALID');
  });

  it('with an altered payload', async () => {
    const window = meter.window({ amounts: [500, 500] });
    const [first, ...rest] = window.payload.intervals;
    if (first === undefined) throw new Error('a window of the tests has intervals');
    const payload = { ...window.payload, intervals: [{ ...first, to: 1, amount: 1 }, ...rest] };
    await refused(() => submit({ ...window, payload }), 'PAYLOAD_MISMATCH');
  });

  it('with a payload of another salt', async () => {
    const window = meter.window();
    await refused(
      () => submit({ ...window, payload: { ...window.payload, salt: '0'.repeat(32) } }),
      'PAYLOAD_MISMATCH',
    );
  });

  it('with a header that counts other intervals than the payload holds', async () => {
    await refused(() => submit(meter.window({ header: { intervals: 7 } })), 'PAYLOAD_MISMATCH');
  });

  it('as a replay: other readings under an old sequence', async () => {
    await refused(() => submit(meter.window({ after: null, amounts: [1, 1] })), 'SEQUENCE_REPLAY');
  });

  it('as a duplicate: the very same window again', async () => {
    const last = meter.last;
    if (last === undefined) throw new Error('the meter has sent windows');
    await refused(() => submit(last), 'SEQUENCE_DUPLICATE');
  });

  it('with a gap: a sequence left out', async () => {
    const [, skipped] = meter.windows([1], [2]);
    if (skipped === undefined) throw new Error('two windows were built');
    await refused(() => submit(skipped), 'SEQUENCE_GAP');
  });

  it('with a gap inside a backlog', async () => {
    const [first, , third] = meter.windows([1], [2], [3]);
    if (first === undefined || third === undefined) throw new Error('three windows were built');
    await refused(() => submit(first, third), 'SEQUENCE_GAP');
  });

  it('with the hash of another predecessor', async () => {
    await refused(() => submit(meter.window({ header: { previousHash: 'cd'.repeat(32) } })), 'CHAIN_BROKEN');
  });

  it('when it starts before its predecessor ends', async () => {
    const end = meter.last?.header.end ?? 0;
    await refused(() => submit(meter.window({ start: end - 3600 })), 'WINDOW_OVERLAP');
  });

  it('when it ends in the future', async () => {
    const { community } = suite();
    const start = community.now() + 120 * community.clock.speed;
    await refused(() => submit(meter.window({ start })), 'WINDOW_IN_FUTURE');
  });

  it('when one of a backlog is wrong: none of it is taken', async () => {
    const [first, second] = meter.windows([1], [2]);
    if (first === undefined || second === undefined) throw new Error('two windows were built');
    const broken = { ...second, signature: first.signature };
    await refused(() => submit(first, broken), 'SIGNATURE_INVALID');
  });

  it('and the next valid one is taken', async () => {
    await suite().community.submit(meter, meter.window());
  });
});

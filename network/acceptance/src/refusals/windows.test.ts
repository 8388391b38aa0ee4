import { generateKeyPairSync } from 'node:crypto';
import { signWindow, type WindowHeader } from '@acequia/protocol';
import type { Committed } from '@acequia/protocol/fabric';
import { asSubmission } from '../harness/asSubmission.js';
import type { Meter, MeterWindow } from '../harness/Meter.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';

/** Where a sealed record's commitment, ciphertext and tag begin: behind the 58 bytes of the header. */
const COMMITMENT_AT = 58;

describe('windows of readings are refused, and change nothing,', () => {
  let meter: Meter;

  before(async () => {
    const { community } = suite();
    meter = await community.enrolMeter('SH1');
    for (const window of meter.windows([100, 200], [300, 0])) await community.submit(meter, window);
  });

  // What is looked at behind the epoch is refused with the epoch's code where that takes no records any more.
  beforeEach(async () => {
    await suite().community.sealer('SH1').epoch();
  });

  const submit = (...windows: readonly MeterWindow[]): Promise<Committed> =>
    suite()
      .community.home('SH1')
      .ledger.monitoring.submitWindows(...asSubmission(windows));

  const flipped = (base64: string, at: number): string => {
    const bytes = Buffer.from(base64, 'base64');
    const place = at < 0 ? bytes.length + at : at;
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    return bytes.toString('base64');
  };
  /** The next valid window, its sealed E changed after it was signed. */
  const altered = (at: number): MeterWindow => {
    const window = meter.window();
    return { ...window, essential: flipped(window.essential, at) };
  };

  it('with a signature forged with another key', async () => {
    const window = meter.window();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { deviceId, extendedHash } = window;
    const essential = Buffer.from(window.essential, 'base64');
    const { channel } = suite().community.sealer('SH1');
    const signature = signWindow({ channel, deviceId, essential, extendedHash }, privateKey);
    await refused(() => submit({ ...window, signature }), 'SIGNATURE_INVALID');
  });

  it('with a signature of one flipped bit', async () => {
    const window = meter.window();
    await refused(() => submit({ ...window, signature: flipped(window.signature, 40) }), 'SIGNATURE_INVALID');
  });

  it('with a signature for another channel', async () => {
    await refused(() => submit(meter.window({ channel: 'elsewhere' })), 'SIGNATURE_INVALID');
  });

  it('altered after it was signed: its salt, its commitment, its ciphertext, its tag', async () => {
    for (const at of [COMMITMENT_AT - 1, COMMITMENT_AT, COMMITMENT_AT + 40, -1]) {
      await refused(() => submit(altered(at)), 'SIGNATURE_INVALID');
    }
  });

  it('with another hash of X than was signed', async () => {
    const window = meter.window();
    const other = meter.window();
    const { extendedHash, sealedExtended } = other;
    await refused(() => submit({ ...window, extendedHash, sealedExtended }), 'SIGNATURE_INVALID');
  });

  for (const [words, change] of [
    ['too short to be a record', (sealed: Buffer) => sealed.subarray(0, 105)],
    ['that does not begin as records do', (sealed: Buffer) => withByte(sealed, 0, 0)],
    ['of a suite that nobody knows', (sealed: Buffer) => withByte(sealed, 3, 9)],
    ['of another dataset', (sealed: Buffer) => withByte(sealed, 4, 2)],
    ['of no known dataset', (sealed: Buffer) => withByte(sealed, 4, 7)],
    ['that names no home', (sealed: Buffer) => withByte(sealed, 5, 0x41)],
    ['of another device', (sealed: Buffer) => withByte(sealed, 10, 0xff - (sealed[10] ?? 0))],
  ] as const) {
    it(`with a sealed E ${words}`, async () => {
      await refused(() => submit(meter.window({ essential: change })), 'RECORD_MALFORMED');
    });
  }

  it('with an X that is not the one signed', async () => {
    const { sealedExtended } = meter.window();
    await refused(() => submit({ ...meter.window(), sealedExtended }), 'PAYLOAD_MISMATCH');
  });

  it('with an X of one flipped bit', async () => {
    const window = meter.window();
    const sealedExtended = flipped(window.sealedExtended, -1);
    await refused(() => submit({ ...window, sealedExtended }), 'PAYLOAD_MISMATCH');
  });

  it('with an X of another window', async () => {
    const { sealedExtended } = meter.window({ start: (meter.last?.header.end ?? 0) + 7200 });
    const other = (): Buffer => Buffer.from(sealedExtended, 'base64');
    await refused(() => submit(meter.window({ extended: other })), 'PAYLOAD_MISMATCH', 'RECORD_MALFORMED');
  });

  it('as a replay: other readings under an old sequence', async () => {
    await refused(() => submit(meter.window({ after: null, amounts: [1, 1] })), 'SEQUENCE_REPLAY');
  });

  it('as a duplicate: the very same window again', async () => {
    const window = meter.window();
    await suite().community.submit(meter, window);
    await refused(() => submit(window), 'SEQUENCE_DUPLICATE');
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

  it('when it starts before its predecessor ends', async () => {
    const end = meter.last?.header.end ?? 0;
    await refused(() => submit(meter.window({ start: end - 3600 })), 'WINDOW_OVERLAP');
  });

  it('when it ends in the future', async () => {
    const { community } = suite();
    const start = community.now() + 120 * community.clock.speed;
    await refused(() => submit(meter.window({ start })), 'WINDOW_IN_FUTURE', 'EPOCH_DIFFERS');
  });

  it('when one of a backlog is wrong: none of it is taken', async () => {
    const [first, second] = meter.windows([1], [2]);
    if (first === undefined || second === undefined) throw new Error('two windows were built');
    const broken = { ...second, signature: first.signature };
    await refused(() => submit(first, broken), 'SIGNATURE_INVALID');
  });

  it('when there are fewer X than windows, or more', async () => {
    const windows = meter.windows([1], [2]);
    const [request, { extended }] = asSubmission(windows);
    const { monitoring } = suite().community.home('SH1').ledger;
    for (const sealed of [extended.slice(0, 1), [...extended, ...extended]]) {
      await refused(() => monitoring.submitWindows(request, { extended: sealed }), 'PAYLOAD_MISMATCH');
    }
  });

  it('with an X sealed under another epoch than E', async () => {
    const older = meter.window({ header: { epoch: 1 } });
    const other = (): Buffer => Buffer.from(older.sealedExtended, 'base64');
    const { epoch } = await suite()
      .community.sealer('SH1')
      .publish()
      .then(({ record }) => record);
    const window = meter.window({ extended: other, header: { salt: older.header.salt, epoch } });
    await refused(() => submit(window), 'PAYLOAD_MISMATCH', 'RECORD_MALFORMED');
  });

  it('moved here from another home’s meter', async () => {
    const { community } = suite();
    const other = await community.enrolMeter('SH2');
    const { essential } = other.window();
    const moved = meter.window({ essential: () => Buffer.from(essential, 'base64') });
    await refused(() => submit(moved), 'HOME_DENIED');
    const header: Partial<WindowHeader> = { homeId: 'SH2' };
    await refused(() => submit(meter.window({ header })), 'HOME_DENIED');
  });

  it('and the next valid one is taken', async () => {
    await suite().community.submit(meter, meter.window());
  });
});

function withByte(sealed: Buffer, at: number, value: number): Buffer {
  const bytes = Buffer.from(sealed);
  bytes.writeUInt8(value, at);
  return bytes;
}

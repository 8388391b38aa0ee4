import { join } from 'node:path';
import { expect } from 'chai';
import {
  decodeRecordHeader,
  generateX25519,
  recordHeaderOf,
  recordKey,
  encodeRecordHeader,
  sealingDomain,
  sealRecord,
  sealRecordKey,
  type ComplaintCode,
  type Epoch,
  type EpochKeys,
} from '@acequia/protocol';
import { asRepublication } from '../harness/asRepublication.js';
import { decisionOn } from '../harness/decisionOn.js';
import { draftEpoch } from '../harness/draftEpoch.js';
import { eventually } from '../harness/eventually.js';
import { expectCode } from '../harness/expectCode.js';
import type { EpochOptions } from '../harness/HomeSealer.js';
import type { Meter, MeterWindow, WindowOptions } from '../harness/Meter.js';
import { openPeriod } from '../harness/openPeriod.js';
import { openWindow } from '../harness/openWindow.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';
import { withFlip } from '../harness/withFlip.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';

const HOME = 'SH2';
const HOUR = 3600;
/** An hour on the ledger's clock is a second of a test's. A test that answers has as long as a slow machine may need. */
const PATIENT = { complaintWaitSeconds: 48 * HOUR, extendedWaitSeconds: 24 * HOUR };
const IMPATIENT = { ...PATIENT, complaintWaitSeconds: 12 * HOUR };

interface Verdict {
  readonly verdict: string;
  readonly code?: string | undefined;
}

describe('what the community cannot read, it complains of', () => {
  let gateway: GatewayProgram;
  let meter: Meter;

  before(async () => {
    const { community } = suite();
    const period = await openPeriod(community);
    meter = await community.enrolMeter(HOME, 'water', period.start);
    await startGateway(PATIENT);
  });

  after(async () => {
    await gateway.stop();
  });

  const startGateway = async (waits: typeof PATIENT): Promise<void> => {
    const { config, community } = suite();
    const dir = join(config.dir, 'complaints');
    gateway = new GatewayProgram(dir, 'gateway', {
      role: 'community',
      dataDir: join(dir, 'data'),
      fabric: community.parties.gateway.connection,
      ...community.keys.community.config,
      api: {},
      community: { ...waits, transitMs: 1000 },
    });
    await gateway.start();
    await gateway.ready();
  };

  const submitted = async (options: WindowOptions): Promise<MeterWindow> => {
    const { community } = suite();
    await community.sealer(HOME).epoch();
    const window = meter.window(options);
    await community.submit(meter, window);
    return window;
  };

  const complaintOf = async ({ header }: MeterWindow, revision = 0): Promise<string> =>
    await eventually(`a complaint about window ${header.sequence}`, async () => {
      const { monitoring } = suite().community.home(HOME).ledger;
      const complaints = await monitoring.listComplaints({ homeId: HOME });
      const { deviceId, sequence } = header;
      return complaints.find(
        (each) => each.deviceId === deviceId && each.sequence === sequence && each.revision === revision,
      )?.code;
    });

  const verdictOn = async ({ header }: MeterWindow): Promise<Verdict> => {
    const { verdict, code } = await decisionOn(suite().community.home(HOME), header);
    return { verdict, code };
  };

  const republished = async (window: MeterWindow): Promise<MeterWindow> => {
    const { community } = suite();
    await community.sealer(HOME).epoch();
    const again = meter.again(window);
    await community.home(HOME).ledger.monitoring.republishWindow(...asRepublication(again));
    meter.took(again);
    return again;
  };

  const epochOf = (options: EpochOptions): Promise<unknown> =>
    suite().community.sealer(HOME).publish(options);

  /** A window that is complained of with the code, republished, and accepted then. */
  const mended = async (window: MeterWindow, code: ComplaintCode): Promise<void> => {
    expect(await complaintOf(window)).to.equal(code);
    const again = await republished(window);
    expect(await verdictOn(again)).to.deep.equal({ verdict: 'accepted', code: undefined });
    const { community } = suite();
    const { deviceId, sequence } = again.header;
    const { revision } = await community.operator.ledger.monitoring.getWindow({ deviceId, sequence });
    expect(revision).to.equal(1);
    const opened = await openWindow(community.operator, community.keys.community, { deviceId, sequence });
    expect(opened).to.deep.equal(window.payload);
    const left = await community.home(HOME).ledger.monitoring.listComplaints({ homeId: HOME });
    expect(left.filter((each) => each.deviceId === deviceId && each.sequence === sequence)).to.deep.equal([]);
  };

  for (const [words, options, code] of [
    ['a flipped tag', { essential: (sealed) => withFlip(sealed, -1) }, 'RECORD_SEAL_BROKEN'],
    ['a flipped ciphertext', { essential: (sealed) => withFlip(sealed, 100) }, 'RECORD_SEAL_BROKEN'],
    ['a flipped commitment', { essential: (sealed) => withFlip(sealed, 60) }, 'RECORD_COMMITMENT_WRONG'],
    [
      'flipped associated data: its salt',
      { essential: (sealed) => withFlip(sealed, 50) },
      'RECORD_COMMITMENT_WRONG',
    ],
    ['a seal for another channel', { domain: 'elsewhere/acequia' }, 'RECORD_SEAL_BROKEN'],
    ['a truncated record', { essential: (sealed) => sealed.subarray(0, -1) }, 'RECORD_SEAL_BROKEN'],
    [
      'an extended record',
      { essential: (sealed) => Buffer.concat([sealed, Buffer.alloc(1)]) },
      'RECORD_SEAL_BROKEN',
    ],
    ['another key than the epoch’s', { keys: { essential: Buffer.alloc(32, 7) } }, 'RECORD_COMMITMENT_WRONG'],
  ] as const satisfies readonly (readonly [string, WindowOptions, ComplaintCode])[]) {
    it(`${words}; sealed again, the window counts`, async () => {
      await mended(await submitted(options), code);
    });
  }

  it('what is no window of readings, properly sealed; sealed again, it counts', async () => {
    const { keys } = await suite().community.sealer(HOME).epoch();
    const { domain } = suite().community.sealer(HOME);
    const essential = (sealed: Buffer): Buffer =>
      sealRecord(keys.essential, decodeRecordHeader(sealed), domain, Buffer.from('no window of readings'));
    await mended(await submitted({ essential }), 'RECORD_CONTENT_MALFORMED');
  });

  const wraps = (make: (epoch: Epoch, keys: EpochKeys) => Buffer): EpochOptions['change'] => {
    return (epoch, keys) => ({
      ...epoch,
      wraps: { ...epoch.wraps, community: make(epoch, keys).toString('base64') },
    });
  };
  /** The community's wrap of an epoch that was drafted with something else in place of what is due. */
  const wrapOf = (epoch: Epoch, communityKey: { version: number; publicKey: Buffer }): Buffer => {
    const { domain, homeId } = suite().community.sealer(HOME);
    const { record } = draftEpoch({ domain, homeId, epoch: epoch.epoch, start: epoch.start, communityKey });
    return Buffer.from(record.wraps.community, 'base64');
  };

  for (const [words, change, code] of [
    ['junk in place of its wrap', wraps(() => Buffer.alloc(144, 0x5a)), 'KEY_WRAP_BROKEN'],
    [
      'a wrap to a key that somebody put in the place of its own',
      wraps((epoch) => wrapOf(epoch, { version: epoch.communityKeyVersion, ...generateX25519() })),
      'KEY_WRAP_BROKEN',
    ],
    [
      'commitments that are not those of the keys',
      (epoch) => ({ ...epoch, commitments: { ...epoch.commitments, extended: 'ab'.repeat(32) } }),
      'KEY_COMMITMENT_WRONG',
    ],
  ] as const satisfies readonly (readonly [string, EpochOptions['change'], ComplaintCode])[]) {
    it(`${words}; under a new epoch, the window counts`, async () => {
      await epochOf({ change });
      const window = await submitted({});
      await complaintOf(window);
      await epochOf({});
      await mended(window, code);
    });
  }

  it('keys in its wrap that are not those which it and the others are to have', async () => {
    const { community } = suite();
    const communityKey = await community.keys.community.newest();
    await epochOf({ change: wraps((epoch) => wrapOf(epoch, communityKey)) });
    const window = await submitted({});
    await complaintOf(window);
    await epochOf({});
    await mended(window, 'KEY_COMMITMENT_WRONG');
  });

  it('a missing or broken X, which is no reason to reject the window', async () => {
    const window = await submitted({ extended: (sealed) => withFlip(sealed, -1) });
    expect(await complaintOf(window)).to.equal('EXTENDED_UNREADABLE');
    const { header } = await republished(window);
    expect(await verdictOn({ ...window, header })).to.deep.equal({ verdict: 'accepted', code: undefined });
  });

  it('and takes the record’s key in place of a republication', async () => {
    const { community } = suite();
    await epochOf({ change: wraps(() => Buffer.alloc(144, 1)) });
    const window = await submitted({});
    expect(await complaintOf(window)).to.equal('KEY_WRAP_BROKEN');
    const { keys } = community.sealer(HOME).current;
    const { deviceId, sequence } = window.header;
    const dek = recordKey(keys.essential, encodeRecordHeader(recordHeaderOf(window.header, 'essential')));
    const { monitoring } = community.home(HOME).ledger;
    const { version, publicKey } = await community.keys.community.newest();
    const place = {
      domain: sealingDomain(community.operator.connection),
      deviceId,
      sequence,
      purpose: 'complaint',
    };
    const request = {
      deviceId,
      sequence,
      communityKeyVersion: version,
      sealedDek: sealRecordKey(dek, publicKey, place).toString('base64'),
    };
    // The gateway writes meanwhile, so that only the code can be looked at; that nothing changes is held where nobody else writes.
    await expectCode(
      monitoring.revealWindow(request, { dek: Buffer.alloc(32).toString('hex') }),
      'REVEAL_MISMATCH',
    );
    await monitoring.revealWindow(request, { dek: dek.toString('hex') });
    expect(await verdictOn(window)).to.deep.equal({ verdict: 'accepted', code: undefined });
    await epochOf({});
  });

  it('once a window: a republication that is broken too is complained of again', async () => {
    const { community } = suite();
    const window = await submitted({ essential: (sealed) => withFlip(sealed, -1) });
    expect(await complaintOf(window)).to.equal('RECORD_SEAL_BROKEN');
    const { monitoring } = community.home(HOME).ledger;
    await community.sealer(HOME).epoch();
    const broken = meter.again(window, { essential: (sealed) => withFlip(sealed, -2) });
    await monitoring.republishWindow(...asRepublication(broken));
    expect(await complaintOf(window, 1)).to.equal('RECORD_SEAL_BROKEN');
    await expectCode(
      monitoring.republishWindow(
        ...asRepublication(meter.again(window, { header: { end: window.header.end + 1 } })),
      ),
      'WINDOW_DIFFERS',
    );
    const again = await republished(window);
    expect(await verdictOn(again)).to.deep.equal({ verdict: 'accepted', code: undefined });
    await expectCode(
      monitoring.republishWindow(...asRepublication(meter.again(window))),
      'REPUBLICATION_UNASKED',
      'DECISION_EXISTS',
    );
  });

  it('and rejects, for an estimate, what nobody answered for; what follows counts again', async () => {
    const { community } = suite();
    await gateway.stop();
    await startGateway(IMPATIENT);
    const [start, from] = [meter.last?.header.end ?? 0, registerOf(meter)];
    const window = await submitted({ amounts: [60], essential: (sealed) => withFlip(sealed, -1) });
    expect(await complaintOf(window)).to.equal('RECORD_SEAL_BROKEN');
    expect(await verdictOn(window)).to.deep.equal({ verdict: 'rejected', code: 'RECORD_UNREADABLE' });
    expect(window.header.start).to.equal(start);
    const next = await submitted({ amounts: [40] });
    expect(registerOf(meter)).to.equal(from + 100);
    expect(await verdictOn(next)).to.deep.equal({ verdict: 'accepted', code: undefined });
    const left = await community.home(HOME).ledger.monitoring.listComplaints({ homeId: HOME });
    expect(left.filter(({ deviceId }) => deviceId === meter.deviceId)).to.deep.equal([]);
  });

  // Last: a gateway that has just started does what is due, and the tests before want nothing to change meanwhile.
  it('a wrap for the key before its present one, under the present one’s number', async () => {
    const { community } = suite();
    const old = await community.keys.community.newest();
    await gateway.stop();
    await community.keys.community.rotate();
    await suite().settled();
    const { record } = await community.sealer(HOME).draft({ communityKey: old });
    const { keys } = community.home(HOME).ledger;
    await refused(() => keys.publishEpochs({ homeId: HOME, epochs: [record] }), 'COMMUNITY_KEY_OLD');
    await startGateway(PATIENT);
    await epochOf({ change: wraps((epoch) => wrapOf(epoch, { ...old, version: old.version + 1 })) });
    const window = await submitted({});
    await complaintOf(window);
    await epochOf({});
    await mended(window, 'KEY_WRAP_BROKEN');
  });
});

function registerOf(meter: Meter): number {
  return meter.last?.payload.intervals.at(-1)?.to ?? 0;
}

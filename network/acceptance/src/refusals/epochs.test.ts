import { EPOCH_SECONDS, parseRecord, sealRecord, sealingDomain, type Epoch } from '@acequia/protocol';
import { asSubmission } from '../harness/asSubmission.js';
import type { HomeSealer } from '../harness/HomeSealer.js';
import type { Meter } from '../harness/Meter.js';
import { refused } from '../harness/refused.js';
import { suite } from '../harness/Suite.js';
import { refusedByChaincode } from './refusedByChaincode.js';

const HOME = 'SH3';

describe('epochs of a home', () => {
  let sealer: HomeSealer;
  let meter: Meter;

  before(async () => {
    const { community } = suite();
    meter = await community.enrolMeter(HOME);
    sealer = community.sealer(HOME);
  });

  const publish = (...epochs: Epoch[]): Promise<unknown> =>
    suite().community.home(HOME).ledger.keys.publishEpochs({ homeId: HOME, epochs });
  /** The next one, changed before it is published. */
  const draft = async (change: Partial<Epoch> = {}): Promise<Epoch> => {
    const { record } = await sealer.draft();
    return { ...record, ...change };
  };
  /** The same notes under another header. */
  const notesOf = async (change: Partial<ReturnType<typeof parseRecord>['header']>): Promise<Epoch> => {
    const { record, keys } = await sealer.draft();
    const { header, sealed } = parseRecord(Buffer.from(record.notes, 'base64'));
    const plaintext = Buffer.alloc(sealed.length - 16);
    const domain = sealingDomain(suite().community.operator.connection);
    const notes = sealRecord(keys.audit, { ...header, ...change }, domain, plaintext).toString('base64');
    return { ...record, notes };
  };
  const submit = (window: ReturnType<Meter['window']>): Promise<unknown> =>
    suite()
      .community.home(HOME)
      .ledger.monitoring.submitWindows(...asSubmission([window]));

  describe('are refused, and change nothing,', () => {
    it('with a number left out', async () => {
      const { epoch } = await draft();
      await refused(async () => publish(await draft({ epoch: epoch + 1 })), 'EPOCH_GAP');
    });

    it('as a replay, and when another one has the number', async () => {
      const { record } = await sealer.publish();
      await refused(() => publish(record), 'EPOCH_EXISTS');
      await refused(() => publish({ ...record, anchor: 'ab'.repeat(32) }), 'EPOCH_GAP');
    });

    it('when they start before the one before them', async () => {
      const { start } = sealer.current.record;
      const { record } = await sealer.draft({ start: start - EPOCH_SECONDS });
      await refused(() => publish(record), 'EPOCH_OVERLAP');
    });

    it('when they start in the future', async () => {
      const { community } = suite();
      const { record } = await sealer.draft({ start: community.now() + 120 * community.clock.speed });
      await refused(() => publish(record), 'EPOCH_IN_FUTURE');
    });

    it('wrapped to a key that the community has not published', async () => {
      const { communityKeyVersion } = await draft();
      const change = { communityKeyVersion: communityKeyVersion + 1 };
      await refused(async () => publish(await draft(change)), 'COMMUNITY_KEY_UNKNOWN');
    });

    it('with notes of another home, another epoch, another dataset, or none', async () => {
      for (const change of [{ homeId: 'SH1' }, { epoch: 1_000_000 }, { dataset: 'essential' }] as const) {
        await refused(async () => publish(await notesOf(change)), 'EPOCH_NOTES_INVALID');
      }
      const { notes } = await draft();
      const junk = Buffer.alloc(Buffer.from(notes, 'base64').length, 7).toString('base64');
      await refused(async () => publish(await draft({ notes: junk })), 'EPOCH_NOTES_INVALID');
    });

    it('of another form than all others', async () => {
      const record = await draft();
      const { wraps, commitments, notes } = record;
      const cut = (text: string): string => Buffer.from(text, 'base64').subarray(1).toString('base64');
      const broken = [
        { end: record.end + 1 },
        { end: record.end + EPOCH_SECONDS },
        { wraps: { ...wraps, community: cut(wraps.community) } },
        { wraps: { ...wraps, second: cut(wraps.second) } },
        { wraps: { community: wraps.community } },
        { wraps: { ...wraps, third: wraps.second } },
        { commitments: { ...commitments, audit: 'ab' } },
        { anchor: '' },
        { notes: cut(notes) },
        { delegatee: 'SH2' },
      ].map((change) => ({ homeId: HOME, epochs: [{ ...record, ...change }] }));
      const home = suite().community.home(HOME);
      await refusedByChaincode(home, 'keys:publishEpochs', broken, 'INPUT_INVALID');
    });

    it('when one of several is wrong: none of them is taken', async () => {
      const first = await draft();
      await refused(() => publish(first, { ...first, epoch: first.epoch + 2 }), 'EPOCH_GAP');
    });
  });

  describe('take no windows', () => {
    it('that name an epoch which nobody has published', async () => {
      await refused(() => submit(meter.window({ header: { epoch: 1_000_000 } })), 'EPOCH_UNKNOWN');
    });

    it('once a newer one has revoked them', async () => {
      const epoch = await sealer.publish();
      // Not from now on: the first may have ended by itself since.
      await sealer.publish({ start: epoch.record.start });
      await refused(() => submit(meter.window({ epoch })), 'EPOCH_REVOKED');
    });

    it('that end after they do', async () => {
      const { community } = suite();
      const epoch = await sealer.publish();
      const { end } = epoch.record;
      await community.reach(end + 3600);
      await refused(() => submit(meter.window({ epoch, start: end - 1800, amounts: [1] })), 'EPOCH_DIFFERS');
    });
  });

  describe('otherwise', () => {
    it('follow each other, and the newest takes a window', async () => {
      await sealer.publish();
      await suite().community.submit(meter, meter.window());
    });
  });
});

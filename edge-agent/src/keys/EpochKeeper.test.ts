import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  agreementAnchor,
  CodedError,
  decodePadded,
  EPOCH_SECONDS,
  epochNotesSchema,
  epochRecordSchema,
  generateX25519,
  openRecord,
  unwrapForCommunity,
  unwrapForDelegatee,
  type DelegationTerms,
  type EpochNotes,
} from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { DOMAIN, FileLedger } from '../../test/FileLedger.js';
import { homeKeysOn } from '../../test/homeKeysOn.js';
import { ManualTimer } from '../../test/ManualTimer.js';
import { waitFor } from '../../test/waitFor.js';
import { AgentEvents } from '../services/AgentEvents.js';
import type { EpochGuests } from './EpochGuests.js';
import type { HomeKeys } from './HomeKeys.js';
import { noGuests } from './noGuests.js';

/** A point of the grid. */
const CELL = 70_000 * EPOCH_SECONDS;
const HOUR = 3600;

describe('EpochKeeper', () => {
  let folder: string;
  let ledger: FileLedger;
  let timer: ManualTimer;
  let events: AgentEvents;
  let codes: string[];
  let running: HomeKeys[];
  const community = generateX25519();

  const start = async (guests: EpochGuests = noGuests, where = folder): Promise<HomeKeys> => {
    const keys = homeKeysOn({ folder: where, ledger, timer, guests, events });
    running.push(keys);
    await keys.load();
    void keys.run();
    return keys;
  };
  const until = (condition: () => boolean): Promise<void> => waitFor('what is to come', condition);
  const spans = (): number[][] =>
    ledger.epochs.map(({ epoch, start: from, end }) => [epoch, from - CELL, end - CELL]);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'acequia-keys-'));
    ledger = new FileLedger(join(folder, 'ledger.jsonl'), '');
    ledger.publishCommunityKey(community.publicKey);
    timer = new ManualTimer(CELL + HOUR);
    ledger.now = () => timer.now();
    events = new AgentEvents();
    codes = [];
    events.on('keysRefused', ({ code }) => codes.push(code));
    running = [];
  });

  afterEach(async () => {
    await Promise.all(running.map(async (keys) => keys.stop()));
    await rm(folder, { recursive: true });
  });

  it('publishes an epoch for each cell of the grid as its time comes, what was missed in one transaction', async () => {
    const keys = await start();
    await until(() => ledger.epochs.length === 1);
    timer.set(CELL + EPOCH_SECONDS);
    await until(() => ledger.epochs.length === 2);
    await until(() => keys.keyring.sealing.length === 2);
    const rounds: number[] = [];
    events.on('epochs', ({ from, to }) => rounds.push(to - from + 1));
    timer.set(CELL + 5 * EPOCH_SECONDS + HOUR);
    await until(() => keys.keyring.sealing.length === 6);
    expect(rounds).to.deep.equal([4]);
    expect(spans()).to.deep.equal(
      [0, 1, 2, 3, 4, 5].map((cell) => [cell + 1, cell * EPOCH_SECONDS, (cell + 1) * EPOCH_SECONDS]),
    );
    for (const record of ledger.epochs) {
      expect(epochRecordSchema.parse(record)).to.deep.equal(record);
      const place = { domain: DOMAIN, homeId: 'SH1', epoch: record.epoch };
      const wrap = Buffer.from(record.wraps.community, 'base64');
      const opened = unwrapForCommunity(wrap, community.privateKey, 1, place);
      const kept = await keys.keyring.epoch(record.epoch);
      expect(opened.essential.toString('base64')).to.equal(kept?.keys.essential);
    }
  });

  it('leaves out cells that take no records any more', async () => {
    const keys = await start();
    await until(() => keys.keyring.sealing.length === 1);
    timer.set(CELL + 40 * EPOCH_SECONDS + HOUR);
    await until(() => keys.keyring.sealing.length > 1);
    const starts = spans().map(([, from]) => (from ?? 0) / EPOCH_SECONDS);
    expect(starts).to.deep.equal([0, ...Array.from({ length: 13 }, (_, index) => 28 + index)]);
    expect(spans().map(([epoch]) => epoch)).to.deep.equal(
      Array.from({ length: 14 }, (_, index) => index + 1),
    );
  });

  it('begins a new epoch at once when asked, whose predecessor seals no more', async () => {
    const keys = await start();
    await until(() => keys.keyring.sealing.length === 1);
    timer.set(CELL + 2 * HOUR);
    const renewed = await Promise.all([keys.keeper.renew('revocation'), keys.keeper.renew('rotation')]);
    expect(renewed.map(({ record }) => record.epoch)).to.satisfy(
      ([first, second]: number[]) => first === 2 && (second === 2 || second === 3),
    );
    expect(ledger.epochs[0]?.revokedAt).to.equal(CELL + 2 * HOUR);
    expect(keys.keyring.sealing.map(({ record }) => record.epoch)).not.to.include(1);
    expect((await keys.keyring.epoch(1))?.state).to.equal('revoked');
  });

  it('draws new keys for a new key of the community, and uses none of the refused draft', async () => {
    const keys = await start();
    await until(() => keys.keyring.sealing.length === 1);
    const drafted: string[] = [];
    let isFirst = true;
    ledger.refuseEpochs = (epochs) => {
      drafted.push(...epochs.map(({ commitments }) => commitments.essential));
      if (isFirst) ledger.publishCommunityKey(generateX25519().publicKey);
      isFirst = false;
    };
    const renewed = await keys.keeper.renew('rotation');
    expect(codes).to.deep.equal(['COMMUNITY_KEY_OLD']);
    expect(renewed.record.communityKeyVersion).to.equal(2);
    expect(new Set(drafted).size).to.equal(2);
    expect(ledger.epochs.map(({ commitments }) => commitments.essential)).not.to.include(drafted[0]);
  });

  it('publishes the very epoch that was drafted before a crash, whether or not the ledger had it', async () => {
    for (const isTaken of [false, true]) {
      const before = ledger.epochs.length;
      const dying = await start();
      await until(() => dying.keyring.drafts.length === 0 && ledger.epochs.length > 0);
      await dying.stop();
      const away = new CodedError('LEDGER_UNAVAILABLE', 'away');
      // An answer stays out until the agent is being stopped: asked a second time, the ledger would say that it is done.
      const unanswered: (() => void)[] = [];
      if (isTaken)
        ledger.answerKeys = () =>
          new Promise((_, reject) => {
            unanswered.push(() => {
              reject(away);
            });
          });
      else
        ledger.refuseEpochs = () => {
          throw away;
        };
      timer.set(timer.now() + EPOCH_SECONDS);
      const killed = await start();
      await until(() => unanswered.length > 0 || codes.includes('LEDGER_UNAVAILABLE'));
      const [draft, ...others] = killed.keyring.drafts;
      expect([draft?.state, others]).to.deep.equal(['drafted', []]);
      const stopped = killed.stop();
      for (const lose of unanswered) lose();
      await stopped;
      ledger.answerKeys = async () => Promise.resolve();
      ledger.refuseEpochs = () => undefined;
      const again = await start();
      await until(() => again.keyring.drafts.length === 0 && again.keyring.latest?.state === 'published');
      expect(again.keyring.latest?.record).to.deep.equal(draft?.record);
      expect(ledger.epochs.at(-1)?.commitments).to.deep.equal(draft?.record.commitments);
      expect(ledger.epochs.length).to.be.greaterThan(before);
      await again.stop();
      codes.length = 0;
    }
  });

  it('goes on after epochs whose keys it lost, with a new one at once', async () => {
    const first = await start();
    await until(() => first.keyring.sealing.length === 1);
    await first.keeper.renew('rotation');
    await first.stop();
    timer.set(CELL + 3 * HOUR);
    const lost = await start(noGuests, join(folder, 'new'));
    await until(() => lost.keyring.sealing.length === 1);
    expect(spans().at(-1)).to.deep.equal([3, 3 * HOUR, EPOCH_SECONDS]);
    expect(ledger.epochs[1]?.revokedAt).to.equal(CELL + 3 * HOUR);
    await lost.epochs.choose([{ start: CELL, end: CELL + 2 * HOUR }]);
    // And the operation key, of which the private half is gone.
    await until(() => lost.keyring.latest !== undefined);
    await waitFor('a new one', async () => (await lost.keyring.operationSecrets()).length > 0);
    expect((await lost.keyring.operationSecrets()).map(({ version }) => version)).to.deep.equal([2]);
  });

  it('wraps, anchors and notes for its guests, and tells them once it is on the ledger', async () => {
    const { publicKey, privateKey } = generateX25519();
    const delegationId = 'ab'.repeat(16);
    const terms: DelegationTerms = {
      version: 1,
      delegationId,
      delegator: 'SH1',
      delegatee: 'SH2',
      start: CELL,
      end: CELL + 4 * EPOCH_SECONDS,
      purpose: 'absence',
      words: '',
      granularity: 'intervals',
      feePerEpoch: '1',
      copyAlarms: false,
      salt: 'cd'.repeat(16),
    };
    const notes: EpochNotes = { version: 1, receipts: [{ alarmId: 'x', openedAt: CELL }], acknowledged: [] };
    const told: HomeEpoch[] = [];
    const keys = await start({
      delegateeFor: async () =>
        Promise.resolve({ delegationId, homeId: 'SH2', publicKey: publicKey.toString('base64') }),
      nextAgreement: async () => Promise.resolve(told.length === 0 ? { delegationId, terms } : undefined),
      nextNotes: async () => Promise.resolve(notes),
      published: async (epoch) => {
        told.push(epoch);
        return Promise.resolve();
      },
    });
    await until(() => told.length === 1);
    const [epoch] = told;
    if (epoch === undefined) throw new Error('an epoch was told');
    const place = { domain: DOMAIN, homeId: 'SH1', epoch: 1 };
    const second = Buffer.from(epoch.record.wraps.second, 'base64');
    expect(unwrapForDelegatee(second, privateKey, delegationId, place).toString('base64')).to.equal(
      epoch.keys.essential,
    );
    expect(agreementAnchor(terms, epoch.agreement?.salt ?? '')).to.equal(epoch.record.anchor);
    const opened = openRecord(
      Buffer.from(epoch.keys.audit, 'base64'),
      Buffer.from(epoch.record.notes, 'base64'),
      DOMAIN,
    );
    expect(decodePadded(epochNotesSchema, opened)).to.deep.equal(notes);
    expect(keys.keyring.sealing.length).to.equal(1);
  });

  it('looks the same on the ledger with and without a delegatee, byte for byte in length', async () => {
    const delegatee = {
      delegationId: 'ab'.repeat(16),
      homeId: 'SH2',
      publicKey: generateX25519().publicKey.toString('base64'),
    };
    let isDelegating = false;
    const keys = await start({
      ...noGuests,
      delegateeFor: async () => Promise.resolve(isDelegating ? delegatee : undefined),
    });
    await until(() => keys.keyring.sealing.length === 1);
    isDelegating = true;
    await keys.keeper.renew('rotation');
    const [without, having] = ledger.epochs.map(
      ({ wraps, notes, anchor, commitments }) => JSON.stringify([wraps, notes, anchor, commitments]).length,
    );
    expect(having).to.equal(without);
    expect(keys.keyring.latest?.delegatee).to.deep.equal(delegatee);
  });

  it('seals what a delegatee must not read under an epoch without it, and lets it in again afterwards', async () => {
    const delegatee = {
      delegationId: 'ab'.repeat(16),
      homeId: 'SH2',
      publicKey: generateX25519().publicKey.toString('base64'),
    };
    const keys = await start({
      ...noGuests,
      delegateeFor: async (from) => Promise.resolve(from >= CELL ? delegatee : undefined),
    });
    await until(() => keys.keyring.sealing.length === 1);
    const [entitled] = await keys.epochs.choose([{ start: CELL, end: CELL + HOUR }]);
    expect(entitled?.delegatee).to.deep.equal(delegatee);
    const late = { start: CELL - 90 * EPOCH_SECONDS, end: CELL - 89 * EPOCH_SECONDS };
    const [alone] = await keys.epochs.choose([late]);
    expect(alone?.record.epoch).to.equal(2);
    expect(alone?.delegatee).to.equal(undefined);
    await keys.epochs.restore();
    expect(keys.keyring.latest?.record.epoch).to.equal(3);
    expect(keys.keyring.latest?.delegatee).to.deep.equal(delegatee);
    await keys.epochs.restore();
    expect(ledger.epochs.length).to.equal(3);
  });

  it('replaces the operation key on request and destroys the old one three days later', async () => {
    const keys = await start();
    const versions = async (): Promise<number[]> =>
      (await keys.keyring.operationSecrets()).map(({ version }) => version);
    expect(await keys.operation.rotate()).to.be.oneOf([1, 2]);
    const newest = await keys.operation.rotate();
    expect((await versions()).at(-1)).to.equal(newest);
    timer.set(CELL + 80 * HOUR);
    await keys.operation.rotate();
    await until(() => codes.length === 0);
    await waitFor('the oldest to be deleted', async () => (await versions()).length <= 2);
    expect(await versions()).to.deep.equal([newest, newest + 1]);
    expect(await ledger.keys.getOperationKey({ owner: 'SH1', version: newest - 1 })).to.include({
      destroyedAt: 0,
    });
  });
});

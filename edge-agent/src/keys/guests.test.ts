import {
  agreementAnchor,
  decodePadded,
  EPOCH_SECONDS,
  epochNotesSchema,
  generateX25519,
  openRecord,
  unwrapForDelegatee,
  type DelegationTerms,
  type EpochNotes,
} from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { DOMAIN } from '../../test/FileLedger.js';
import { CELL, KeysScene } from '../../test/KeysScene.js';
import { waitFor } from '../../test/waitFor.js';
import { noGuests } from './noGuests.js';

const delegatee = {
  delegationId: 'ab'.repeat(16),
  homeId: 'SH2',
  publicKey: generateX25519().publicKey.toString('base64'),
};

describe('epochs with guests', () => {
  let scene: KeysScene;

  beforeEach(async () => {
    scene = await KeysScene.open();
  });
  afterEach(async () => {
    await scene.close();
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
    const keys = await scene.start({
      delegateeFor: async () =>
        Promise.resolve({ delegationId, homeId: 'SH2', publicKey: publicKey.toString('base64') }),
      nextAgreement: async () => Promise.resolve(told.length === 0 ? { delegationId, terms } : undefined),
      nextNotes: async () => Promise.resolve(notes),
      published: async (epoch) => {
        told.push(epoch);
        return Promise.resolve();
      },
    });
    await waitFor('a guest to be told', () => told.length === 1);
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
    let isDelegating = false;
    const keys = await scene.start({
      ...noGuests,
      delegateeFor: async () => Promise.resolve(isDelegating ? delegatee : undefined),
    });
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    isDelegating = true;
    await keys.keeper.renew('rotation');
    const [without, having] = scene.ledger.epochs.map(
      ({ wraps, notes, anchor, commitments }) => JSON.stringify([wraps, notes, anchor, commitments]).length,
    );
    expect(having).to.equal(without);
    expect(keys.keyring.latest?.delegatee).to.deep.equal(delegatee);
  });

  it('seals what a delegatee must not read under an epoch without it, and lets it in again afterwards', async () => {
    const keys = await scene.start({
      ...noGuests,
      delegateeFor: async (from) => Promise.resolve(from >= CELL ? delegatee : undefined),
    });
    await waitFor('an epoch', () => keys.keyring.sealing.length === 1);
    const [entitled] = await keys.epochs.choose([{ start: CELL, end: CELL + 3600 }]);
    expect(entitled?.delegatee).to.deep.equal(delegatee);
    const late = { start: CELL - 90 * EPOCH_SECONDS, end: CELL - 89 * EPOCH_SECONDS };
    const [alone] = await keys.epochs.choose([late]);
    expect(alone?.record.epoch).to.equal(2);
    expect(alone?.delegatee).to.equal(undefined);
    await keys.epochs.restore();
    expect(keys.keyring.latest?.record.epoch).to.equal(3);
    expect(keys.keyring.latest?.delegatee).to.deep.equal(delegatee);
    await keys.epochs.restore();
    expect(scene.ledger.epochs.length).to.equal(3);
  });
});

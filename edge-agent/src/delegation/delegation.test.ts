import {
  decodePadded,
  EPOCH_SECONDS,
  epochNotesSchema,
  openRecord,
  random16Hex,
  type EpochNotes,
} from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import { expect } from 'chai';
import { GRID } from '../../test/aTerms.js';
import { DelegationScene, DEVICE, WISH } from '../../test/DelegationScene.js';
import { DOMAIN } from '../../test/FileLedger.js';
import { waitFor } from '../../test/waitFor.js';
import { draftEpoch } from '../keys/draftEpoch.js';
import { delegationView } from './delegationView.js';

describe('delegation between two homes', () => {
  let scene: DelegationScene;

  beforeEach(async () => {
    scene = new DelegationScene();
    await scene.start();
  });

  afterEach(async () => {
    await scene.stop();
  });

  it('lets the delegatee read what is measured meanwhile, and acknowledge the epochs', async () => {
    const delegationId = await scene.begin();
    expect(scene.latest.delegatee).to.include({ delegationId, homeId: 'SH2' });
    await scene.measure(17);
    await waitFor('the reading', async () => (await scene.amounts(delegationId)).length === 1);
    expect(await scene.amounts(delegationId)).to.deep.equal([17]);
    const { epoch } = scene.latest.record;
    const notes = await scene.b.guests.nextNotes();
    expect(notes.acknowledged).to.deep.equal([{ delegationId, from: epoch, to: epoch }]);
    expect(scene.heard.map(({ body }) => body.type)).to.have.members(['accept', 'register']);
    // Every request to the mailbox was of one length.
    expect(scene.mailbox.lengths.size).to.equal(1);
    // The agreement is anchored once, in the first epoch after it.
    expect(scene.latest.agreement?.delegationId).to.equal(delegationId);
    await waitFor('the anchor', () => scene.a.book.get(delegationId).anchoredIn === epoch);
  });

  it('tells of an epoch in the notes of one that is published, and not again', async () => {
    const delegationId = await scene.begin();
    const { guests, reader } = scene.b;
    await waitFor('the key', async () => (await guests.nextNotes()).acknowledged.length === 1);
    const notes = await guests.nextNotes();
    const epoch = epochWith(notes, scene.community.operation.publicKey);
    const sealed = Buffer.from(epoch.record.notes, 'base64');
    const opened = openRecord(Buffer.from(epoch.keys.audit, 'base64'), sealed, DOMAIN);
    expect(decodePadded(epochNotesSchema, opened)).to.deep.equal(notes);
    await guests.published(epoch);
    await guests.published(epoch);
    expect((await guests.nextNotes()).acknowledged).to.deep.equal([]);
    expect(reader.state(delegationId)?.opened).to.have.length(1);
  });

  for (const side of ['delegator', 'delegatee'] as const) {
    it(`opens nothing any more after the ${side} has cancelled, and says so`, async () => {
      const delegationId = await scene.begin();
      const { a, b } = scene;
      await scene.measure(17);
      await waitFor('the reading', async () => (await scene.amounts(delegationId)).length === 1);
      const before = scene.latest.record.epoch;
      await (side === 'delegator' ? a : b).service.cancel(delegationId);
      await scene.reach('cancelled');
      expect(scene.latest.record.epoch).to.equal(before + 1);
      expect(scene.latest.delegatee).to.equal(undefined);
      const sequence = await scene.measure(99);
      await waitFor('the attempt', async () => (await b.reader.readings(delegationId)).unopened.length === 1);
      const { unopened } = await b.reader.readings(delegationId);
      const code = 'KEY_WRAP_BROKEN';
      expect(unopened).to.deep.equal([{ deviceId: DEVICE, sequence, epoch: before + 1, code }]);
      expect(await scene.amounts(delegationId)).to.deep.equal([17]);
      // The new epoch may have been seen before the message: that is no fault.
      const view = delegationView(b.book.get(delegationId), b.reader.state(delegationId));
      expect(view).to.deep.include({ epochsOpened: 1, keyFaults: [] });
    });
  }

  it('ends by itself with the grid: the next epoch is not the delegatee’s, late windows of before are', async () => {
    const delegationId = await scene.begin();
    for (let epoch = 1; epoch < 5; epoch += 1) {
      const start = GRID + epoch * EPOCH_SECONDS;
      scene.timer.set(start + 10);
      await waitFor('the next epoch', () => scene.latest.record.start >= start);
    }
    await scene.reach('expired');
    expect(scene.latest.delegatee).to.equal(undefined);
    expect(scene.ledger.epochs.filter(({ revokedAt }) => revokedAt !== undefined)).to.deep.equal([]);
    await waitFor('all keys', () => scene.b.reader.state(delegationId)?.opened.length === 4);
    expect(await scene.a.guests.delegateeFor(WISH.end - 60, WISH.end)).to.include({ delegationId });
    const outcome = { outcome: 'expired', epochs: 4, paid: '20', refunded: '0' } as const;
    for (const to of ['SH1', 'SH2']) scene.mailbox.tell(to, { type: 'settled', delegationId, ...outcome });
    await scene.reach('settled');
    expect(scene.a.book.get(delegationId).settlement).to.deep.equal(outcome);
  });

  for (const kind of ['junk', 'the extended key'] as const) {
    it(`complains of ${kind} in the wrap, and the delegator begins a new epoch`, async () => {
      let spoilt: number | undefined;
      scene.tamper = (view) => {
        if (view.start >= GRID) spoilt ??= view.epoch;
        if (view.epoch !== spoilt) return view;
        return { ...view, wraps: { ...view.wraps, second: scene.spoiltWrap(view, kind) } };
      };
      const delegationId = await scene.begin();
      const { a, b } = scene;
      const code = kind === 'junk' ? 'KEY_WRAP_BROKEN' : 'KEY_COMMITMENT_WRONG';
      await waitFor('the complaint', () => b.reader.state(delegationId)?.faults.length === 1);
      const epoch = Number(spoilt);
      expect(b.reader.state(delegationId)?.faults).to.deep.equal([{ epoch, code }]);
      await waitFor('the new epoch', () => scene.latest.record.epoch === epoch + 1);
      expect(scene.latest.delegatee?.delegationId).to.equal(delegationId);
      await waitFor('its key', () => b.reader.state(delegationId)?.opened.length === 1);
      await waitFor('it to be noted', () => a.book.get(delegationId).renewedFor.length === 1);
      expect(a.book.get(delegationId).renewedFor).to.deep.equal([epoch]);
      expect((await b.guests.nextNotes()).acknowledged[0]?.from).to.equal(epoch + 1);
    });
  }

  it('ends a delegation that was being cancelled when the agent died', async () => {
    const delegationId = await scene.begin();
    const { a, b } = scene;
    a.beforeRenewal = async () => new Promise(() => undefined);
    await a.service.cancel(delegationId);
    await waitFor('the cancelling', () => a.book.get(delegationId).state === 'cancelling');
    expect(await a.guests.delegateeFor(GRID, GRID + EPOCH_SECONDS)).to.equal(undefined);
    const before = scene.latest.record.epoch;
    // As after kill -9: what was in memory is gone, what was begun hangs for good.
    await a.keys?.stop();
    await a.channel.stop();
    const again = await scene.home('SH1');
    try {
      await waitFor('the end', () => again.book.get(delegationId).state === 'cancelled');
      expect(again.keys?.keyring.latest?.record.epoch).to.equal(before + 1);
      expect(again.keys?.keyring.latest?.delegatee).to.equal(undefined);
      await waitFor('the other side to hear', () => b.book.get(delegationId).state === 'cancelled');
    } finally {
      await again.stop();
      a.service.stop = async () => Promise.resolve();
    }
  });

  it('acts on messages of who may write them alone', async () => {
    const delegationId = await scene.begin();
    const { a, mailbox } = scene;
    const stranger = mailbox.party('SH3').identity;
    const cancel = { type: 'cancel', delegationId } as const;
    const outcome = { outcome: 'cancelled', epochs: 0, paid: '0', refunded: '0' } as const;
    mailbox.post(stranger, { to: 'SH1', body: cancel });
    // In the community's name, and in the delegatee's, signed by another home.
    const settled = { type: 'settled', delegationId, ...outcome } as const;
    mailbox.post({ ...stranger, owner: 'community' }, { to: 'SH1', body: settled });
    mailbox.post({ ...stranger, owner: 'SH2' }, { to: 'SH1', body: cancel });
    const { terms } = a.book.get(delegationId);
    const foreign = { ...terms, delegationId: random16Hex() };
    mailbox.post(mailbox.party('SH2').identity, { to: 'SH1', body: { type: 'offer', terms: foreign } });
    const own = { ...terms, delegator: 'SH3', delegatee: 'SH1', delegationId: random16Hex() };
    mailbox.post(stranger, { to: 'SH1', body: { type: 'offer', terms: own } });
    await waitFor('the last of them', () => a.book.find(own.delegationId) !== undefined);
    expect(a.book.get(delegationId).state).to.equal('active');
    expect(a.book.find(foreign.delegationId)).to.equal(undefined);
    // No chains.
    const refused = await a.service.accept(own.delegationId).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'DELEGATION_CHAIN' });
  });

  it('keeps a message until the mailbox takes it', async () => {
    scene.mailbox.refusals.push('MAILBOX_FULL', 'MAILBOX_FULL');
    await scene.a.service.offer(WISH);
    await scene.reach('offered');
    expect(scene.mailbox.refusals).to.deep.equal([]);
  });
});

/** An epoch of SH2 with these notes. */
function epochWith(notes: EpochNotes, communityKey: Buffer): HomeEpoch {
  return draftEpoch({
    homeId: 'SH2',
    domain: DOMAIN,
    span: { epoch: 1, start: GRID, end: GRID + EPOCH_SECONDS },
    requestId: random16Hex(),
    communityKey: { version: 1, publicKey: communityKey.toString('base64') },
    notes,
  });
}

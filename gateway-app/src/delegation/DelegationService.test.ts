import { EPOCH_SECONDS, random16Hex } from '@acequia/protocol';
import { expect } from 'chai';
import { agreement } from '../../test/RegistrarScene.js';
import { START } from '../../test/SampleLedger.js';
import { sampleTerms } from '../../test/sampleTerms.js';
import { ServiceScene } from '../../test/ServiceScene.js';
import { AlarmBook } from '../alarms/AlarmBook.js';

/** The first point of the grid behind the samples' start. */
const GRID = (Math.floor(START / EPOCH_SECONDS) + 1) * EPOCH_SECONDS;

describe('DelegationService', () => {
  let scene: ServiceScene;

  beforeEach(() => {
    scene = new ServiceScene();
  });
  afterEach(() => {
    scene.close();
  });

  it('counts acknowledgements that come while it asks how far the ledger is, as after a long absence', async () => {
    scene.transfer('100', 'SH1');
    const { registrar } = await scene.step();
    const terms = sampleTerms({ start: GRID, end: GRID + 4 * EPOCH_SECONDS });
    const { accept, register } = agreement(terms);
    scene.book.transaction(() => {
      registrar.accept('SH2', accept, scene.now);
      registrar.register('SH1', register, scene.now);
    });
    const { epoch } = scene.publish('SH1', GRID);
    const { delegationId } = terms;
    scene.publish('SH2', GRID, { acknowledged: [{ delegationId, from: epoch, to: epoch }] });
    scene.now = terms.end + 3 * EPOCH_SECONDS;
    const made = scene.parts();
    await made.service.step();
    expect(made.accounts.balance('SH2')).to.equal(10n);
  });

  it('takes acknowledgements and receipts from the notes of epochs, and settles by them', async () => {
    scene.transfer('100', 'SH1');
    const { registrar, alarms } = await scene.step();
    const terms = sampleTerms({ start: GRID, end: GRID + 4 * EPOCH_SECONDS });
    const { accept, register } = agreement(terms);
    scene.book.transaction(() => {
      registrar.accept('SH2', accept, scene.now);
      registrar.register('SH1', register, scene.now);
      alarms.raise('SH1', { code: 'LOW_BALANCE', state: 'raised', at: scene.now, count: 1 });
    });
    const alarmId = alarms.waiting(1)[0]?.alarmId ?? '';
    scene.book.transaction(() => {
      const copies = [{ recipient: 'SH2', delegationId: terms.delegationId }];
      const batch = { batchId: random16Hex(), requestId: random16Hex(), slots: [], sentAt: scene.now };
      alarms.keep({ ...batch, alarms: [{ alarmId, copies }] });
      alarms.setSent(batch.batchId);
    });
    const [from = 0, to = 0] = [0, 1, 2].map(
      (index) => scene.publish('SH1', GRID + index * EPOCH_SECONDS).epoch,
    );
    const { delegationId } = terms;
    const acknowledged = [{ delegationId, from, to }];
    scene.publish('SH2', GRID, { acknowledged, receipts: [{ alarmId, openedAt: scene.now + 9 }] });
    // The same again, as a home does that does not know whether it was read, and an epoch more.
    scene.publish('SH2', GRID + EPOCH_SECONDS, {
      acknowledged: [...acknowledged, { delegationId, from: to, to: to + 1 }],
    });
    scene.now = terms.end + 3 * EPOCH_SECONDS;
    await scene.step();
    scene.reopen();
    const { accounts } = await scene.step();
    expect(accounts.balance('SH2')).to.equal(30n);
    expect(accounts.balance('SH1')).to.equal(70n);
    expect(new AlarmBook(scene.book).list(1)[0]?.copies).to.deep.equal([
      { recipient: 'SH2', delegationId, openedAt: START + 9 },
    ]);
  });
});

import { expect } from 'chai';
import { billDocumentSchema } from '@acequia/protocol';
import { BillScene, LATE } from '../../test/BillScene.js';
import { flipLast } from '../../test/flipLast.js';
import { openModel } from '../../test/openModel.js';
import { HOUR } from '../../test/SampleLedger.js';
import { checkBill } from '../usage/checkBill.js';

describe('bills and the notes that correct them', () => {
  let scene: BillScene;
  beforeEach(() => {
    scene = new BillScene();
  });
  afterEach(() => {
    scene.close();
  });

  it('bill what was accepted before the close, correct it by notes, and all of it can be checked', () => {
    const early = scene.ledger.window('sh1-energy', [1000, 1000]);
    const late = scene.ledger.window('sh1-energy', [4000, 9000]);
    const later = scene.ledger.window('sh1-energy', [5000]);
    scene.ledger.submit([early]);
    scene.ledger.accept(early);
    scene.ledger.close();
    const first = scene.bill();
    expect(billDocumentSchema.parse(first)).to.deep.equal(first);
    // 2 kWh at 0.15 and the base fee.
    expect(first).to.include({
      number: 'B-2016-09-SH1',
      totalMinor: '630',
      tariffId: '2016-A',
      currency: 'EUR',
    });
    scene.ledger.bill(first);
    expect(scene.check(first.number)).to.equal('agrees');
    expect(scene.note(LATE)).to.equal(undefined);

    scene.ledger.submit([late]);
    scene.ledger.accept(late, LATE, true);
    // The bill stays what it was: closing froze its readings.
    expect(scene.check(first.number)).to.equal('agrees');
    expect(scene.note(LATE)).to.equal(undefined);
    const debit = scene.note(LATE + 1);
    // 15 kWh are 15 within the quota of 15.
    expect(debit).to.include({
      number: 'D-2016-09-SH1-1',
      kind: 'debitNote',
      corrects: 'B-2016-09-SH1',
      totalMinor: '825',
      differenceMinor: '195',
    });
    if (debit === undefined) throw new Error('no note');
    scene.ledger.bill(billDocumentSchema.parse(debit));
    expect(scene.check(debit.number)).to.equal('agrees');

    scene.ledger.submit([later]);
    scene.ledger.accept(later, LATE + HOUR, true);
    scene.catchUp();
    const second = scene.note(LATE + 2 * HOUR, 2);
    // 5 kWh more, all of them above the quota.
    expect(second).to.include({ number: 'D-2016-09-SH1-2', totalMinor: '950', differenceMinor: '125' });
    // What came after the first note makes neither it nor the bill wrong.
    expect(scene.check(debit.number)).to.equal('agrees');
    expect(scene.check(first.number)).to.equal('agrees');
  });

  it('estimate what nobody could read, alike at the home, and correct the estimate by a note when more is known', () => {
    const [before, lost, behind] = [
      scene.ledger.window('sh1-energy', [1000, 1000]),
      scene.ledger.window('sh1-energy', [2000, 2000], { spoil: flipLast }),
      scene.ledger.window('sh1-energy', [1000]),
    ];
    scene.ledger.submit([before]);
    scene.ledger.submit([lost]);
    scene.ledger.accept(before);
    const { deviceId, sequence } = lost.header;
    scene.ledger.decide([
      { deviceId, sequence, verdict: 'rejected', code: 'RECORD_UNREADABLE', periodId: '2016-09' },
    ]);
    scene.ledger.close();
    const first = scene.bill();
    // 2 kWh were read; as much again is the mean use of the time before.
    expect(first.basis.find(({ resource }) => resource === 'energy')).to.include({ use: '4000' });
    expect(first.lines.find(({ resource }) => resource === 'energy')).to.include({ quality: 'estimated' });
    scene.ledger.bill(first);
    expect(scene.check(first.number)).to.equal('agrees');
    const home = openModel();
    home.apply(scene.ledger.builder.blocks, 'SH1');
    const record = home.model.billing.bill(first.number);
    expect(record && checkBill(home.model, record)).to.equal('agrees');
    home.close();

    scene.ledger.submit([behind]);
    scene.ledger.accept(behind, LATE, true);
    scene.catchUp();
    expect(scene.model.monitoring.lastLateDecision('SH1', scene.closedPeriod())).to.equal(LATE);
    const debit = scene.note(LATE + 1);
    // The register behind it tells: 4 kWh, not 2; and the 1 kWh that came late.
    expect(debit?.basis.find(({ resource }) => resource === 'energy')).to.include({ use: '7000' });
    expect(scene.check(first.number)).to.equal('agrees');
  });

  it('credit what was charged too much', () => {
    scene.ledger.close();
    const dear = { ...scene.bill(), totalMinor: '900' };
    scene.ledger.bill(dear);
    scene.catchUp();
    expect(scene.note(LATE)).to.include({
      number: 'C-2016-09-SH1-1',
      kind: 'creditNote',
      differenceMinor: '300',
    });
  });
});

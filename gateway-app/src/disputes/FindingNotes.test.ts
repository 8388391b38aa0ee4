import { expect } from 'chai';
import { DISPUTE, DisputeScene } from '../../test/DisputeScene.js';
import { checkBill } from '../usage/checkBill.js';

describe('FindingNotes', () => {
  let scene: DisputeScene;
  beforeEach(() => {
    scene = new DisputeScene();
  });
  afterEach(() => {
    scene.close();
  });

  it('closes what is dismissed, or changes no bill', async () => {
    scene.write(scene.dispute(scene.found('0', 'dismissed')));
    await scene.step();
    expect(scene.closed).to.deep.equal([{ disputeId: DISPUTE, note: undefined }]);
    expect(scene.issued).to.deep.equal([]);
  });

  it('issues the note that the finding asks for, once, also when it is killed in between', async () => {
    scene.write(scene.dispute(scene.found('-150')));
    scene.isKilled = true;
    await scene.step();
    expect(scene.closed).to.deep.equal([]);
    scene.isKilled = false;
    await scene.step();
    expect(scene.issued).to.deep.equal(['C-2016-09-SH1-1']);
    expect(scene.closed).to.deep.equal([{ disputeId: DISPUTE, note: 'C-2016-09-SH1-1' }]);
    const note = scene.model.billing.document('C-2016-09-SH1-1', 'final');
    expect(note).to.include({ differenceMinor: '150', corrects: 'B-2016-09-SH1', kind: 'creditNote' });
    expect(note?.reason).to.equal(`Finding of dispute ${DISPUTE}.`);
    const record = scene.model.billing.bill('C-2016-09-SH1-1');
    if (record === undefined) throw new Error('the note is there');
    expect(checkBill(scene.model, record)).to.equal('agrees');
  });

  it('corrects the bill of the period in which a disputed window starts', async () => {
    const subject = { kind: 'window', deviceId: 'sh1-energy', sequence: 1 } as const;
    scene.write(scene.dispute({ subject, ...scene.found('99') }));
    await scene.step();
    expect(scene.closed).to.deep.equal([{ disputeId: DISPUTE, note: 'D-2016-09-SH1-1' }]);
  });

  it('corrects the bill when a note to it is disputed', async () => {
    scene.write(scene.dispute(scene.found('-150')));
    await scene.step();
    const subject = { kind: 'bill', number: 'C-2016-09-SH1-1' } as const;
    const disputeId = 'D-fedcba9876543210';
    scene.write(scene.dispute({ disputeId, subject, ...scene.found('-20', 'upheld', disputeId) }));
    await scene.step();
    expect(scene.issued).to.deep.equal(['C-2016-09-SH1-1', 'C-2016-09-SH1-2']);
    expect(scene.closed.at(-1)).to.deep.equal({ disputeId, note: 'C-2016-09-SH1-2' });
  });

  it('does nothing on a finding that is not the one that was recorded', async () => {
    const other = scene.found('-150');
    const { finding } = scene.found('-1');
    if (finding === undefined || other.finding === undefined) throw new Error('both are found');
    const forged = { ...other.finding, sealedForCommunity: finding.sealedForCommunity };
    scene.write(scene.dispute({ ...other, finding: forged }));
    await scene.step();
    expect(scene.issued).to.deep.equal([]);
    expect(scene.closed).to.deep.equal([]);
  });
});

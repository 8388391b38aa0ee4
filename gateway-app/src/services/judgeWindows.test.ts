import { expect } from 'chai';
import { drawEpochKeys, emptyHistory } from '@acequia/protocol';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { flipLast } from '../../test/flipLast.js';
import { HOUR, SampleLedger, START } from '../../test/SampleLedger.js';
import { judgeWindows, type Judgement, type JudgementGrounds } from './judgeWindows.js';
import { replayHistory } from './replayHistory.js';

const DAY = 24 * HOUR;

describe('judgeWindows', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
  });
  afterEach(() => {
    opened.close();
  });
  const judge = (now = START): Judgement => {
    const { model, apply } = opened;
    apply(ledger.builder.blocks.slice(model.ledger.summary().blocks));
    const grounds: JudgementGrounds = {
      device: (deviceId) => model.registry.device(deviceId),
      payload: (window) => model.readings.payload(window),
      periods: model.quota.periods(),
      terms: { now, complaintWait: DAY, extendedWait: HOUR },
    };
    const before = replayHistory(model, 'SH1', 'energy');
    return judgeWindows(model.monitoring.undecided('SH1', 'energy', 100), before, grounds);
  };

  it('accepts sound windows and names the period that each starts in', () => {
    ledger.submit([ledger.window('sh1-energy', [1, 2]), ledger.window('sh1-energy', [3])]);
    expect(judge().decisions).to.deep.equal([
      { deviceId: 'sh1-energy', sequence: 1, verdict: 'accepted', periodId: '2016-09' },
      { deviceId: 'sh1-energy', sequence: 2, verdict: 'accepted', periodId: '2016-09' },
    ]);
  });

  it('rejects by code what does not fit what was accepted before, also after a restart', () => {
    const good = ledger.window('sh1-energy', [10, 20]);
    ledger.submit([good]);
    ledger.accept(good);
    // The same hour again; and then another register, which may stand anywhere behind a rejected window.
    const span = { start: START, end: START + HOUR };
    const again = {
      ...span,
      quality: 'measured' as const,
      from: 1030,
      to: 1031,
      amount: 1,
      meanW: 1,
      maxW: 1,
    };
    ledger.submit([ledger.sign('sh1-energy', span, [again])]);
    const later = { start: START + 3 * HOUR, end: START + 4 * HOUR };
    const jump = { ...later, quality: 'measured' as const, from: 10, to: 11, amount: 1, meanW: 1, maxW: 1 };
    ledger.submit([ledger.sign('sh1-energy', later, [jump])]);
    expect(judge().decisions.map(({ verdict, code }) => [verdict, code])).to.deep.equal([
      ['rejected', 'INTERVAL_TWICE'],
      ['accepted', undefined],
    ]);
  });

  it('waits for a window that cannot be read, and for nothing of others', () => {
    ledger.submit([ledger.window('sh1-energy', [1])]);
    ledger.submit([ledger.window('sh1-energy', [2], { spoil: flipLast })]);
    ledger.submit([ledger.window('sh1-energy', [3])]);
    expect(judge().decisions.map(({ sequence }) => sequence)).to.deep.equal([1]);
    // Nobody has told the home yet.
    expect(judge(START + 9 * DAY).decisions.map(({ sequence }) => sequence)).to.deep.equal([1]);
  });

  it('judges a window that was sealed again in its old place in the queue', () => {
    const bad = ledger.window('sh1-energy', [2], { spoil: flipLast });
    ledger.submit([bad]);
    ledger.submit([ledger.window('sh1-energy', [3])]);
    ledger.complain(bad, 'RECORD_SEAL_BROKEN');
    ledger.republish(ledger.sealAgain(bad));
    expect(judge().decisions).to.deep.equal([
      { deviceId: 'sh1-energy', sequence: 1, revision: 1, verdict: 'accepted', periodId: '2016-09' },
      { deviceId: 'sh1-energy', sequence: 2, verdict: 'accepted', periodId: '2016-09' },
    ]);
  });

  it('rejects what stays unreadable for a day after the first complaint, and goes on behind it', () => {
    const bad = ledger.window('sh1-energy', [2], { spoil: flipLast });
    ledger.submit([bad]);
    ledger.submit([ledger.window('sh1-energy', [3])]);
    ledger.complain(bad, 'RECORD_SEAL_BROKEN', START);
    const worse = ledger.sealAgain(bad, { spoil: flipLast });
    ledger.republish(worse);
    ledger.complain(worse, 'RECORD_SEAL_BROKEN', START + HOUR);
    expect(judge(START + DAY - 1).decisions).to.deep.equal([]);
    expect(
      judge(START + DAY).decisions.map(({ verdict, code, revision }) => [verdict, code, revision]),
    ).to.deep.equal([
      ['rejected', 'RECORD_UNREADABLE', 1],
      ['accepted', undefined, undefined],
    ]);
  });

  it('reads what a home revealed, and rejects what was sealed well but chained wrongly', () => {
    const sealedWrongly = drawEpochKeys();
    const bad = ledger.window('sh1-energy', [2], { keys: sealedWrongly });
    ledger.submit([bad]);
    ledger.submit([ledger.window('sh1-energy', [3], { previousHash: 'ab'.repeat(32) })]);
    expect(judge().decisions).to.deep.equal([]);
    ledger.complain(bad, 'RECORD_COMMITMENT_WRONG', START);
    ledger.reveal(bad, sealedWrongly);
    // Its extended dataset, sealed as wrongly, is waited for an hour.
    expect(judge().decisions).to.deep.equal([]);
    expect(judge(START + HOUR).decisions.map(({ verdict, code }) => [verdict, code])).to.deep.equal([
      ['accepted', undefined],
      ['rejected', 'CHAIN_BROKEN'],
    ]);
  });

  it('names no period for a window outside of all', () => {
    const span = { start: START - HOUR, end: START };
    ledger.submit([ledger.sign('sh1-energy', span, [{ ...span, quality: 'missing' }])]);
    expect(judge().decisions).to.deep.equal([{ deviceId: 'sh1-energy', sequence: 1, verdict: 'accepted' }]);
  });

  it('counts the time of an accepted window as covered when its payload was erased', () => {
    const window = ledger.window('sh1-energy', [1, 2]);
    ledger.submit([window]);
    ledger.accept(window);
    ledger.purge('sh1-energy', 1);
    opened.apply(ledger.builder.blocks);
    const history = replayHistory(opened.model, 'SH1', 'energy');
    expect(history.covered).to.deep.equal([[START, START + 2 * HOUR]]);
    expect(history.registers['sh1-energy']).to.include({ broken: true });
    expect(replayHistory(opened.model, 'SH1', 'water')).to.deep.equal(emptyHistory());
  });
});

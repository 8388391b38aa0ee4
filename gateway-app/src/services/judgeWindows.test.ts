import { expect } from 'chai';
import { emptyHistory } from '@acequia/protocol';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { HOUR, SampleLedger, START } from '../../test/SampleLedger.js';
import { judgeWindows, type Judgement, type JudgementGrounds } from './judgeWindows.js';
import { replayHistory } from './replayHistory.js';

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
  const judge = (payloadDue = 0): Judgement => {
    const { model, apply } = opened;
    apply(ledger.builder.blocks);
    const grounds: JudgementGrounds = {
      device: (deviceId) => model.registry.device(deviceId),
      payload: (window) => model.readings.payload(window),
      periods: model.quota.periods(),
      payloadDue,
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

  it('waits for a payload that has not come, and for nothing of others', () => {
    ledger.submit([ledger.window('sh1-energy', [1])]);
    ledger.submit([ledger.window('sh1-energy', [2])], false);
    ledger.submit([ledger.window('sh1-energy', [3])]);
    expect(judge().decisions.map(({ sequence }) => sequence)).to.deep.equal([1]);
  });

  it('rejects a window whose payload is overdue, and goes on behind it', () => {
    ledger.submit([ledger.window('sh1-energy', [1])]);
    ledger.submit([ledger.window('sh1-energy', [2])], false);
    ledger.submit([ledger.window('sh1-energy', [3])]);
    expect(
      judge(Number.MAX_SAFE_INTEGER).decisions.map(({ verdict, code }) => [verdict, code]),
    ).to.deep.equal([
      ['accepted', undefined],
      ['rejected', 'PAYLOAD_WITHHELD'],
      ['accepted', undefined],
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

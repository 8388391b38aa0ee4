import { expect } from 'chai';
import { BenchError } from '../BenchError.js';
import { compareWorst } from './compareWorst.js';

const comparison = {
  name: 'conflicts',
  unit: 'transactions',
  against: 'others',
  goal: { of: 'value', op: '<=', limit: 0 },
} as const;

describe('compareWorst', () => {
  it('takes the most of any round, which may be nothing', () => {
    const none = compareWorst(comparison, [
      { value: 0, againstValue: 7 },
      { value: 0, againstValue: 5 },
    ]);
    expect(none).to.include({ value: 0, againstValue: 7, ratio: 0, met: true, runs: 2 });
    const some = compareWorst(comparison, [
      { value: 0, againstValue: 8 },
      { value: 2, againstValue: 4 },
    ]);
    expect(some).to.include({ value: 2, againstValue: 8, ratio: 0.25, met: false });
    expect(some.spread).to.deep.equal([0, 0.5]);
  });

  it('refuses to compare with nothing', () => {
    expect(() => compareWorst(comparison, [])).to.throw(BenchError, 'BENCH_UNSOUND');
    expect(() => compareWorst(comparison, [{ value: 0, againstValue: 0 }])).to.throw(BenchError);
  });
});

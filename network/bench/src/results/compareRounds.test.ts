import { expect } from 'chai';
import * as fc from 'fast-check';
import { BenchError } from '../BenchError.js';
import type { Comparison } from './Comparison.js';
import { compareRounds } from './compareRounds.js';

const faster: Comparison = {
  name: 'embedded/fabric null',
  unit: 'tx/s',
  against: 'fabric null',
  goal: { of: 'ratio', op: '>=', limit: 3 },
};
const started: Comparison = {
  name: 'embedded start',
  unit: 's',
  against: 'fabric start',
  goal: { of: 'value', op: '<=', limit: 2 },
};

describe('compareRounds', () => {
  it('takes medians, their ratio, and the range of the ratios of the rounds', () => {
    const rounds = [
      { value: 300, againstValue: 100 },
      { value: 200, againstValue: 50 },
      { value: 250, againstValue: 40 },
    ];
    expect(compareRounds(faster, rounds)).to.deep.equal({
      ...faster,
      value: 250,
      againstValue: 50,
      ratio: 5,
      spread: [3, 6.25],
      met: true,
      runs: 3,
    });
  });

  it('takes the middle between the two middle rounds of an even number', () => {
    const rounds = [
      { value: 10, againstValue: 10 },
      { value: 20, againstValue: 10 },
    ];
    expect(compareRounds(faster, rounds)).to.include({ value: 15, ratio: 1.5, met: false });
  });

  it('meets a goal at its limit, and judges the value when the goal is of the value', () => {
    expect(compareRounds(faster, [{ value: 3, againstValue: 1 }]).met).to.equal(true);
    expect(compareRounds(faster, [{ value: 2.99, againstValue: 1 }]).met).to.equal(false);
    expect(compareRounds(started, [{ value: 2, againstValue: 0.1 }]).met).to.equal(true);
    expect(compareRounds(started, [{ value: 2.01, againstValue: 20 }]).met).to.equal(false);
  });

  it('gives a ratio that lies in the spread, whatever the rounds', () => {
    const number = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    const rounds = fc.array(fc.record({ value: number, againstValue: number }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(rounds, (each) => {
        const { ratio, spread } = compareRounds(faster, each);
        const [least, most] = spread;
        expect(ratio).to.be.within(least * (1 - 1e-9), most * (1 + 1e-9));
      }),
    );
  });

  for (const [what, rounds] of [
    ['no round', []],
    ['nothing done', [{ value: 0, againstValue: 1 }]],
    ['a number missing', [{ value: 1, againstValue: NaN }]],
  ] as const) {
    it(`gives no result from ${what}`, () => {
      expect(() => compareRounds(faster, rounds)).to.throw(
        BenchError,
        /^BENCH_UNSOUND: embedded\/fabric null: rounds gave /,
      );
    });
  }
});

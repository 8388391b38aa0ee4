import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { expect } from 'chai';
import { drawMonth } from './drawMonth.js';
import { HOUSEHOLD } from './HOUSEHOLD.js';

describe('drawMonth', () => {
  it('draws from xoroshiro128+ as its authors give it', () => {
    // The low halves of the sums of the two 64-bit words of state, for the words 1 and 2: their C code gives the same.
    const random = xoroshiro128plusFromState([0, 1, 0, 2]);
    expect(Array.from({ length: 4 }, () => random.next() >>> 0)).to.deep.equal(referenceLows(1n, 2n, 4));
  });

  it('gives the same month for a seed, another one for another', () => {
    expect(drawMonth(7, 3, 2)).to.deep.equal(drawMonth(7, 3, 2));
    expect(drawMonth(7, 3, 2)).to.not.deep.equal(drawMonth(8, 3, 2));
  });

  it('gives 40 homes a month, in order of time', () => {
    const { homes, days } = drawMonth(1);
    expect([homes, days.length]).to.deep.equal([40, 30]);
    for (const wishes of days) {
      expect(new Set(wishes.map(({ home }) => home)).size).to.equal(40);
      const seconds = wishes.map(({ second }) => second);
      expect(seconds).to.deep.equal([...seconds].sort((a, b) => a - b));
      expect(seconds.every((second) => second >= 0 && second < 86_400)).to.equal(true);
    }
  });

  it('wants each use as often as the household has it, in the amounts that are stated', () => {
    const [wishes = []] = drawMonth(3, 200, 1).days;
    const known = Object.values(HOUSEHOLD).flatMap(({ amount, saving }) =>
      (saving.length === 0 ? [amount] : saving).map((less) => `${amount}/${less}`),
    );
    expect(new Set(wishes.map(({ amount, saving }) => `${amount}/${saving}`))).to.deep.equal(new Set(known));
    for (let home = 0; home < 200; home += 1) {
      const own = wishes.filter((wish) => wish.home === home);
      for (const amount of new Set(Object.values(HOUSEHOLD).map((use) => use.amount))) {
        const uses = Object.values(HOUSEHOLD).filter((use) => use.amount === amount);
        const [least, most] = [0, 1].map((end) =>
          uses.reduce((sum, use) => sum + (use.timesADay[end] ?? 0), 0),
        );
        expect(own.filter((wish) => wish.amount === amount).length).to.be.within(least ?? 0, most ?? 0);
      }
    }
  });
});

/** The generator of Blackman and Vigna (2018: 24, 16, 37), written after their C code. */
function referenceLows(first: bigint, second: bigint, count: number): number[] {
  const mask = (1n << 64n) - 1n;
  const turn = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & mask;
  let [s0, s1] = [first, second];
  return Array.from({ length: count }, () => {
    const sum = (s0 + s1) & mask;
    s1 ^= s0;
    s0 = (turn(s0, 24n) ^ s1 ^ (s1 << 16n)) & mask;
    s1 = turn(s1, 37n);
    return Number(sum & 0xffffffffn);
  });
}

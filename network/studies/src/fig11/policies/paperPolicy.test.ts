import { expect } from 'chai';
import { paperPolicy } from './paperPolicy.js';
import type { Standing } from './Standing.js';

const homes: Standing[] = [
  { used: 90, entitlement: 100 },
  { used: 40, entitlement: 100 },
  { used: 20, entitlement: 100 },
  { used: 20, entitlement: 25 },
];

describe('paperPolicy', () => {
  it('asks the home that has used least, of several the first, for what lies over the limit', () => {
    expect(paperPolicy.atUse(0, 30, homes)).to.deep.equal([{ from: 2, to: 0, amount: 20 }]);
  });

  it('never asks the home itself', () => {
    expect(paperPolicy.atUse(2, 90, homes)).to.deep.equal([{ from: 3, to: 2, amount: 5 }]);
  });

  it('asks for no more than the use when the home is over its limit already', () => {
    const over = homes.with(0, { used: 150, entitlement: 100 });
    expect(paperPolicy.atUse(0, 30, over)).to.deep.equal([{ from: 2, to: 0, amount: 30 }]);
  });

  it('is given at most what the other has not used, which may be nothing', () => {
    const [first, second, , last] = homes;
    const spent = [first, second, { used: 10, entitlement: 10 }, last].flatMap((home) => home ?? []);
    expect(paperPolicy.atUse(0, 30, spent)).to.deep.equal([]);
    expect(paperPolicy.atUse(0, 30, homes.slice(0, 1))).to.deep.equal([]);
  });
});

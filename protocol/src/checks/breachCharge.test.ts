import { expect } from 'chai';
import { breachCharge } from './breachCharge.js';
import { breachedLots } from './breachedLots.js';

describe('breachCharge', () => {
  const terms = { excessPrice: '1000', depositRatioBp: 2500, unitPrice: '301' };

  it('is the excess price and S times the price for each lot, rounded up', () => {
    expect(breachCharge(terms, 0)).to.equal(0n);
    expect(breachCharge(terms, 1)).to.equal(1076n);
    expect(breachCharge(terms, 4)).to.equal(4301n);
  });

  it('is at most proceeds and bond', () => {
    expect(breachCharge({ ...terms, depositRatioBp: 10_000 }, 3)).to.equal(3n * (1000n + 301n));
  });
});

describe('breachedLots', () => {
  const month = { entitlement: 5000n, lotSize: 100n };

  it('counts whole lots of use over the remaining entitlement, up to what was sold', () => {
    expect(breachedLots(3, { ...month, use: 4000n })).to.equal(0);
    expect(breachedLots(3, { ...month, use: 5000n })).to.equal(0);
    expect(breachedLots(3, { ...month, use: 5001n })).to.equal(1);
    expect(breachedLots(3, { ...month, use: 5200n })).to.equal(2);
    expect(breachedLots(3, { ...month, use: 9000n })).to.equal(3);
  });
});

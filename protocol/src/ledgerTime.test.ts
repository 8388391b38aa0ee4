import { expect } from 'chai';
import fc from 'fast-check';
import { toLedgerTime, toWallTime } from './ledgerTime.js';

const SEPTEMBER = 1_472_680_800;

describe('ledger time', () => {
  it('is the wall clock at speed 1', () => {
    const clock = { origin: 1_700_000_000, start: 1_700_000_000, speed: 1 };
    expect(toLedgerTime(clock, 1_700_000_123_999)).to.equal(1_700_000_123);
  });

  it('runs from its origin at its speed, in whole seconds', () => {
    const clock = { origin: SEPTEMBER, start: 1_700_000_000, speed: 3600 };
    expect(toLedgerTime(clock, 1_700_000_000_000)).to.equal(SEPTEMBER);
    expect(toLedgerTime(clock, 1_700_000_001_000)).to.equal(SEPTEMBER + 3600);
    expect(toLedgerTime(clock, 1_700_000_000_500)).to.equal(SEPTEMBER + 1800);
    expect(toLedgerTime(clock, 1_699_999_999_000)).to.equal(SEPTEMBER - 3600);
  });

  it('is reached at the wall time that it names, and not a millisecond before', () => {
    const clocks = fc.record({
      origin: fc.integer({ min: 0, max: 2_000_000_000 }),
      start: fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
      speed: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(clocks, fc.integer({ min: 0, max: 100_000_000 }), (clock, after) => {
        const wall = toWallTime(clock, clock.origin + after);
        expect(toLedgerTime(clock, wall)).to.be.at.least(clock.origin + after);
        expect(toLedgerTime(clock, wall - 1)).to.be.below(clock.origin + after);
      }),
    );
  });
});

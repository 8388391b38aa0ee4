import { expect } from 'chai';
import fc from 'fast-check';
import { breachOfPower, type MeasuredPower, type PowerSale } from './breachOfPower.js';
import { breachedLots } from './breachedLots.js';
import { entitlementAt } from './entitlementAt.js';

const HOUR = 3600;
const LOT = 500n;
/** Of an hour each: watt-hours are watts. */
const draws = (...watts: readonly number[]): MeasuredPower['draws'] =>
  watts.map((each, hour) => ({
    start: hour * HOUR,
    end: (hour + 1) * HOUR,
    wattSeconds: BigInt(each) * 3600n,
  }));
/** A home that held 6 lots, 3000 W, and what was left of them behind each sale. */
const heldBehind = (sales: readonly PowerSale[], before = 6): MeasuredPower['entitlement'] => {
  let lots = BigInt(before);
  return [
    { from: 0, watts: lots * LOT },
    ...sales.map((sale) => ({ from: sale.settledAt, watts: (lots -= BigInt(sale.lots)) * LOT })),
  ];
};
const judge = (
  sales: readonly PowerSale[],
  ...watts: readonly number[]
): ReturnType<typeof breachOfPower>[] =>
  sales.map((sale, place) =>
    breachOfPower(sale, sales.slice(place + 1), {
      draws: draws(...watts),
      entitlement: heldBehind(sales),
      lotSize: LOT,
    }),
  );
const lotsOf = (...of: Parameters<typeof judge>): number[] =>
  judge(...of).map(({ breachedLots }) => breachedLots);

describe('breachOfPower', () => {
  const sale = { lots: 2, settledAt: HOUR };

  it('is the highest demand above what was left, in lots rounded up, and no more than was sold', () => {
    expect(judge([sale], 100, 2000, 2001, 1500)).to.deep.equal([
      { at: 2 * HOUR, use: 2001n, entitlement: 2000n, laterLots: 0, breachedLots: 1 },
    ]);
    expect(lotsOf([sale], 0, 2500)).to.deep.equal([1]);
    expect(lotsOf([sale], 0, 2501)).to.deep.equal([2]);
    expect(lotsOf([sale], 0, 9000)).to.deep.equal([2]);
  });

  it('finds nothing where the home kept to what it had left, or drew it before it sold', () => {
    expect(judge([sale], 3000, 2000)).to.deep.equal([
      { at: HOUR, use: 2000n, entitlement: 2000n, laterLots: 0, breachedLots: 0 },
    ]);
    expect(judge([sale], 3000)).to.deep.equal([
      { use: 0n, entitlement: 2000n, laterLots: 0, breachedLots: 0 },
    ]);
  });

  it('has the newest sale answer first, of those that had been made by then', () => {
    const later = { lots: 1, settledAt: 3 * HOUR };
    expect(lotsOf([sale, later], 0, 2000, 2000, 2000)).to.deep.equal([0, 1]);
    expect(lotsOf([sale, later], 0, 2000, 2000, 2500)).to.deep.equal([1, 1]);
    // Before the second sale the first alone answers, and it does so for each of its lots once.
    expect(lotsOf([sale, later], 0, 3000, 2000, 2000)).to.deep.equal([2, 1]);
    expect(judge([sale, later], 0, 2400, 2000, 1500)[0]).to.include({ use: 2400n, laterLots: 0 });
  });

  it('never charges more than was sold, nor anything where no demand was above the entitlement', () => {
    const soldAt = fc.record({ lots: fc.integer({ min: 1, max: 4 }), after: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(
        fc.array(soldAt, { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 12_000 }), { maxLength: 24 }),
        (sold, watts) => {
          let settledAt = 0;
          const sales = sold.map(({ lots, after }) => ({ lots, settledAt: (settledAt += after * HOUR) }));
          const entitlement = heldBehind(sales, 20);
          const found = sales.map((each, place) =>
            breachOfPower(each, sales.slice(place + 1), {
              draws: draws(...watts),
              entitlement,
              lotSize: LOT,
            }),
          );
          found.forEach(({ breachedLots }, place) => {
            expect(breachedLots).to.be.within(0, sales[place]?.lots ?? 0);
          });
          const isOver = watts.some((each, hour) => BigInt(each) > entitlementAt(entitlement, hour * HOUR));
          if (!isOver) expect(found.every(({ breachedLots }) => breachedLots === 0)).to.equal(true);
        },
      ),
    );
  });

  it('of sales before the first draw comes to the lots that the worst draw takes of all that was sold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 12_000 }), { minLength: 1, maxLength: 24 }),
        (sold, watts) => {
          const sales = sold.map((lots) => ({ lots, settledAt: 0 }));
          const all = sold.reduce((sum, lots) => sum + lots, 0);
          const entitlement = BigInt(20 - all) * LOT;
          const found = sales.map((each, place) =>
            breachOfPower(each, sales.slice(place + 1), {
              draws: draws(...watts),
              entitlement: heldBehind(sales, 20),
              lotSize: LOT,
            }),
          );
          const use = BigInt(Math.max(...watts));
          expect(found.reduce((sum, each) => sum + each.breachedLots, 0)).to.equal(
            breachedLots(all, { use, entitlement, lotSize: LOT }),
          );
        },
      ),
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { breachedLots } from './breachedLots.js';
import { breachOfSale } from './breachOfSale.js';

describe('breachOfSale', () => {
  const measured = { use: 1250n, entitlement: 1000n, lotSize: 100n };

  it('has the newest sale answer first, and older ones for what is left', () => {
    const sales = [
      { soldLots: 1, laterLots: 4 },
      { soldLots: 2, laterLots: 2 },
      { soldLots: 2, laterLots: 0 },
    ];
    expect(sales.map((sale) => breachOfSale(sale, measured))).to.deep.equal([0, 1, 2]);
  });

  it('finds nothing where a home kept to what it had left', () => {
    expect(breachOfSale({ soldLots: 5, laterLots: 0 }, { ...measured, use: 1000n })).to.equal(0);
  });

  it('charges all sales together for as many lots as were used, whatever they were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 }),
        fc.bigInt({ min: 0n, max: 2_000_000n }),
        fc.bigInt({ min: 0n, max: 2_000_000n }),
        (lots, use, entitlement) => {
          const month = { use, entitlement, lotSize: 100n };
          let laterLots = 0;
          let charged = 0;
          for (const soldLots of lots) {
            const breached = breachOfSale({ soldLots, laterLots }, month);
            expect(breached).to.be.within(0, soldLots);
            charged += breached;
            laterLots += soldLots;
          }
          expect(charged).to.equal(breachedLots(laterLots, month));
        },
      ),
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { coinDenominations } from './coinDenominations.js';
import { splitIntoCoins } from './splitIntoCoins.js';

describe('coins', () => {
  it('are of few sizes, each a multiple of the smallest', () => {
    expect(coinDenominations(80, 8)).to.deep.equal([2, 4, 8, 16, 2, 4, 8, 16]);
    expect(coinDenominations(80, 4)).to.deep.equal([2, 4, 8, 16]);
    expect(coinDenominations(10, 8)).to.deep.equal([1, 2, 4]);
    expect(coinDenominations(0, 8)).to.deep.equal([]);
  });

  it('and the main account are the entitlement', () => {
    expect(splitIntoCoins(100, [2, 4, 8, 16])).to.deep.equal({ main: 70, coins: [2, 4, 8, 16] });
    expect(splitIntoCoins(5, [2, 4, 1])).to.deep.equal({ main: 3, coins: [2] });
    expect(splitIntoCoins(0, [1])).to.deep.equal({ main: 0, coins: [] });
  });

  it('are the same in every home of a community, whatever it is entitled to', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 16 }),
        (entitlements, count) => {
          const denominations = coinDenominations(Math.min(...entitlements), count);
          for (const lots of entitlements) {
            const { main, coins } = splitIntoCoins(lots, denominations);
            expect(coins).to.deep.equal(denominations);
            expect(main).to.be.at.least(0);
            expect(coins.reduce((sum, coin) => sum + coin, main)).to.equal(lots);
          }
        },
      ),
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { buyTerms, requiredReserve, sellTerms, type CounterPrice } from './counterTerms.js';

const price = (buyPrice: string, sellPrice: string, per = '100'): CounterPrice => ({
  buyPrice,
  sellPrice,
  per,
});

describe('terms of the counter', () => {
  it('round against the buyer', () => {
    expect(buyTerms(100n, price('333', '200'))).to.deep.equal({ tokens: 30n, currency: 100n });
    expect(buyTerms(5n, price('333', '200'))).to.deep.equal({ tokens: 1n, currency: 4n });
    expect(buyTerms(3n, price('333', '200'))).to.deep.equal({ tokens: 0n, currency: 0n });
    expect(buyTerms(7n, price('7', '7', '1'))).to.deep.equal({ tokens: 1n, currency: 7n });
  });

  it('round against the seller', () => {
    expect(sellTerms(33n, price('333', '200'))).to.deep.equal({ tokens: 33n, currency: 66n });
    expect(sellTerms(1n, price('333', '199'))).to.deep.equal({ tokens: 1n, currency: 1n });
    expect(sellTerms(1n, price('333', '99'))).to.deep.equal({ tokens: 1n, currency: 0n });
  });

  it('need a reserve that is rounded up', () => {
    expect(requiredReserve(0n, price('3', '3'))).to.equal(0n);
    expect(requiredReserve(1n, price('3', '3'))).to.equal(1n);
    expect(requiredReserve(100n, price('3', '3'))).to.equal(3n);
    expect(requiredReserve(101n, price('3', '3'))).to.equal(4n);
  });

  const amount = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
  const prices = fc
    .tuple(amount, amount, fc.integer({ min: 0, max: 9 }))
    .map(([a, b, decimals]) =>
      price((a > b ? a : b).toString(), (a > b ? b : a).toString(), (10n ** BigInt(decimals)).toString()),
    );

  it('never cost more than the budget, and leave less than one more minor unit would cost', () => {
    fc.assert(
      fc.property(amount, prices, (budget, each) => {
        const { tokens, currency } = buyTerms(budget, each);
        expect(currency <= budget).to.equal(true);
        expect((tokens + 1n) * BigInt(each.buyPrice) > budget * BigInt(each.per)).to.equal(true);
      }),
    );
  });

  it('leave a reserve covered that was, and give nobody a gain for buying and selling at once', () => {
    fc.assert(
      fc.property(amount, amount, amount, prices, (supply, budget, sold, each) => {
        const before = requiredReserve(supply, each);
        const bought = buyTerms(budget, each);
        expect(before + bought.currency >= requiredReserve(supply + bought.tokens, each)).to.equal(true);
        expect(sellTerms(bought.tokens, each).currency <= bought.currency).to.equal(true);
        const tokens = sold < supply ? sold : supply;
        const left = before - sellTerms(tokens, each).currency;
        expect(left >= requiredReserve(supply - tokens, each)).to.equal(true);
      }),
    );
  });
});

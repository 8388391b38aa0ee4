import { expect } from 'chai';
import fc from 'fast-check';
import { divideHalfUp, fromAmount, MAX_AMOUNT, toAmount } from './amounts.js';

describe('amounts', () => {
  it('go to text and back', () => {
    expect(fromAmount(0n)).to.equal('0');
    expect(fromAmount(MAX_AMOUNT)).to.equal('9223372036854775807');
    fc.assert(
      fc.property(fc.bigInt(0n, MAX_AMOUNT), (amount) => {
        expect(toAmount(fromAmount(amount))).to.equal(amount);
      }),
    );
  });

  it('are never negative and never overflow', () => {
    expect(() => fromAmount(-1n))
      .to.throw('AMOUNT_NEGATIVE: ')
      .with.property('code', 'AMOUNT_NEGATIVE');
    expect(() => fromAmount(MAX_AMOUNT + 1n))
      .to.throw('AMOUNT_OVERFLOW: ')
      .with.property('code', 'AMOUNT_OVERFLOW');
  });
});

describe('divideHalfUp', () => {
  it('rounds to the nearest, halves up', () => {
    const cases = [
      [0n, 7n, 0n],
      [1n, 2n, 1n],
      [3n, 2n, 2n],
      [5n, 10n, 1n],
      [4n, 10n, 0n],
      [14n, 10n, 1n],
      [15n, 10n, 2n],
      [MAX_AMOUNT, 1n, MAX_AMOUNT],
    ] as const;
    for (const [dividend, divisor, quotient] of cases) {
      expect(divideHalfUp(dividend, divisor), `${String(dividend)}/${String(divisor)}`).to.equal(quotient);
    }
  });

  it('is off by at most half a divisor, also beyond 2^53', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 80n), fc.bigInt(1n, MAX_AMOUNT), (dividend, divisor) => {
        const off = 2n * (divideHalfUp(dividend, divisor) * divisor - dividend);
        expect(off > -divisor && off <= divisor).to.equal(true);
      }),
    );
  });
});

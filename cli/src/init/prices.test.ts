import { expect } from 'chai';
import { describe, it } from 'mocha';
import { toMinor } from './toMinor.js';
import { toResourcePrice } from './toResourcePrice.js';

describe('prices of a community file', () => {
  it('become minor units exactly', () => {
    expect(['6', '6.00', '0.05', '1234.5', '6.100000'].map((text) => toMinor(text, 2))).to.deep.equal([
      '600',
      '600',
      '5',
      '123450',
      '610',
    ]);
  });

  it('are refused where a currency has no such coin', () => {
    expect(() => toMinor('6.005', 2)).to.throw(
      "MONEY_TOO_FINE: 6.005 has more than the currency's 2 decimals",
    );
    expect(() => toMinor('6.5', 0)).to.throw('MONEY_TOO_FINE');
  });

  it('become whole minor units per as many base units as that needs', () => {
    expect(toResourcePrice('energy', { price: '0.15', excess: '0.25' }, 2)).to.deep.equal({
      resource: 'energy',
      per: '1000',
      priceMinor: '15',
      excessMinor: '25',
    });
    expect(toResourcePrice('energy', { price: '0.1534', excess: '0.2' }, 2)).to.deep.equal({
      resource: 'energy',
      per: '100000',
      priceMinor: '1534',
      excessMinor: '2000',
    });
    expect(toResourcePrice('energy', { price: '0.15', excess: '0.25', feedIn: '0.0615' }, 2)).to.deep.equal({
      resource: 'energy',
      per: '100000',
      priceMinor: '1500',
      excessMinor: '2500',
      feedInMinor: '615',
    });
    expect(toResourcePrice('water', { price: '2', excess: '3.50' }, 0)).to.deep.equal({
      resource: 'water',
      per: '10000',
      priceMinor: '20',
      excessMinor: '35',
    });
  });
});

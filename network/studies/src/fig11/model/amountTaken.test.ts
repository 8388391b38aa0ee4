import { expect } from 'chai';
import { amountTaken } from './amountTaken.js';

describe('amountTaken', () => {
  const bath = { home: 0, second: 0, amount: 100, saving: 30 };

  it('takes the bath while the day stays within nine tenths of the limit, else the shower', () => {
    expect(amountTaken(bath, 800, 1000)).to.equal(100);
    expect(amountTaken(bath, 801, 1000)).to.equal(30);
    expect(amountTaken(bath, 2000, 1000)).to.equal(30);
  });

  it('goes by what the home is entitled to at the moment', () => {
    expect(amountTaken(bath, 801, 1002)).to.equal(100);
    expect(amountTaken(bath, 0, 0)).to.equal(30);
  });

  it('takes what cannot be saved', () => {
    expect(amountTaken({ ...bath, saving: 100 }, 5000, 1000)).to.equal(100);
  });
});

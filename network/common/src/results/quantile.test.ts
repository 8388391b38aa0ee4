import { expect } from 'chai';
import { quantile } from './quantile.js';

describe('quantile', () => {
  it('finds the median of values in any order, and leaves them as they are', () => {
    const values = [5, 1, 3];
    expect(quantile(values, 0.5)).to.equal(3);
    expect(values).to.deep.equal([5, 1, 3]);
    expect(quantile([4, 1], 0.5)).to.equal(2.5);
  });

  it('finds the ends and what lies between two values', () => {
    const values = [10, 20, 30, 40, 50];
    expect(quantile(values, 0)).to.equal(10);
    expect(quantile(values, 1)).to.equal(50);
    expect(quantile(values, 0.95)).to.be.closeTo(48, 1e-9);
  });

  it('refuses to find anything in nothing', () => {
    expect(() => quantile([], 0.5)).to.throw(RangeError, 'no values');
  });
});

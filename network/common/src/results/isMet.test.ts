import { expect } from 'chai';
import { isMet } from './isMet.js';

describe('isMet', () => {
  const measured = { value: 4, ratio: 0.5 };

  it('judges the value or the ratio, whichever the goal is of', () => {
    expect(isMet({ of: 'value', op: '<=', limit: 3 }, measured)).to.equal(false);
    expect(isMet({ of: 'ratio', op: '<=', limit: 3 }, measured)).to.equal(true);
    expect(isMet({ of: 'value', op: '>=', limit: 3 }, measured)).to.equal(true);
    expect(isMet({ of: 'ratio', op: '>=', limit: 3 }, measured)).to.equal(false);
  });

  it('is met at its limit', () => {
    expect(isMet({ of: 'value', op: '<=', limit: 4 }, measured)).to.equal(true);
    expect(isMet({ of: 'value', op: '>=', limit: 4 }, measured)).to.equal(true);
  });
});

import { expect } from 'chai';
import { firstDifference } from './firstDifference.js';

describe('firstDifference', () => {
  it('finds nothing in the same', () => {
    expect(firstDifference({ a: [1, { b: null }] }, { a: [1, { b: null }] })).to.equal(undefined);
  });

  it('names the place of what differs, is missing or is of another kind', () => {
    expect(firstDifference({ a: [1, { b: 'x' }] }, { a: [1, { b: 'y' }] })).to.deep.equal({
      path: '.a[1].b',
      one: 'x',
      other: 'y',
    });
    expect(firstDifference([1], [1, 2])).to.deep.equal({ path: '[1]', one: undefined, other: 2 });
    expect(firstDifference({ a: {} }, { a: [] })).to.deep.equal({ path: '.a', one: {}, other: [] });
    expect(firstDifference({ a: null }, { a: {} })).to.deep.equal({ path: '.a', one: null, other: {} });
  });
});

import { expect } from 'chai';
import { BoundedCache } from './BoundedCache.js';

describe('BoundedCache', () => {
  it('keeps what is in use, and forgets the rest', () => {
    const cache = new BoundedCache<number>(4);
    for (let number = 1; number <= 20; number++) {
      cache.set(`key ${number}`, number);
      expect(cache.get('key 1'), `after ${number}`).to.equal(1);
      expect(cache.get(`key ${number}`)).to.equal(number);
    }
    const kept = Array.from({ length: 20 }, (_, index) => index + 1).filter(
      (number) => cache.get(`key ${number}`) === number,
    );
    expect(kept).to.include.members([1, 20]);
    expect(kept.length).to.be.at.most(4);
  });

  it('replaces values', () => {
    const cache = new BoundedCache<string>(2);
    cache.set('key', 'old');
    cache.set('key', 'new');
    expect(cache.get('key')).to.equal('new');
    expect(cache.get('other')).to.equal(undefined);
  });
});

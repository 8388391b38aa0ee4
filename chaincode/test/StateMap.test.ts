import { expect } from 'chai';
import { StateMap } from './StateMap.js';

describe('StateMap', () => {
  const key = (...parts: string[]): string => `\0${parts.join('\0')}\0`;

  it('gives the keys of a range in order, without those of other types or other prefixes', () => {
    const state = new StateMap();
    for (const parts of [
      ['bid', 'b', '2'],
      ['bid', 'b', '1'],
      ['bid', 'bb', '3'],
      ['bidReveal', 'b', '4'],
    ]) {
      state.set(key(...parts), Buffer.from('x'));
    }
    expect(state.range(key('bid', 'b'))).to.deep.equal([key('bid', 'b', '1'), key('bid', 'b', '2')]);
    expect(state.range(key('bid'))).to.have.length(3);
    expect(state.range(key('offer'))).to.deep.equal([]);
  });

  it('forgets what is deleted', () => {
    const state = new StateMap();
    state.set(key('bid', 'b'), Buffer.from('x'));
    expect(state.delete(key('bid', 'b'))).to.equal(true);
    expect(state.delete(key('bid', 'b'))).to.equal(false);
    expect(state.range(key('bid'))).to.deep.equal([]);
    expect(state.size).to.equal(0);
  });
});

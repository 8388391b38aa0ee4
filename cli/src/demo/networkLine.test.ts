import { expect } from 'chai';
import { describe, it } from 'mocha';
import { networkLine } from './networkLine.js';

describe('networkLine', () => {
  it('says of the embedded network what it lacks, and how to have the real one', () => {
    expect(networkLine({ kind: 'embedded', ordering: 'none' }, 3)).to.equal(
      'network: embedded (no consensus); NETWORK=fabric for the real one',
    );
  });

  it('says of Fabric how it orders', () => {
    expect(networkLine({ kind: 'fabric', ordering: 'bft' }, 3)).to.equal(
      'network: fabric, BFT ordering, 3 homes',
    );
    expect(networkLine({ kind: 'fabric', ordering: 'raft' }, 3)).to.equal(
      'network: fabric, Raft ordering, 3 homes',
    );
  });
});

import { expect } from 'chai';
import { previewNetwork } from './previewNetwork.js';

describe('previewNetwork', () => {
  it('says that the embedded network has no consensus', async () => {
    expect(await previewNetwork({ kind: 'embedded', homes: 3 })).to.deep.equal({
      kind: 'embedded',
      ordering: 'none',
    });
  });

  it('says how the homes of a real one would order', async () => {
    expect(await previewNetwork({ kind: 'fabric', homes: 3, ordering: 'bft' })).to.deep.equal({
      kind: 'fabric',
      ordering: 'bft',
    });
    // Too few owners for BFT.
    expect(await previewNetwork({ kind: 'fabric', homes: 1, ordering: 'bft' })).to.deep.equal({
      kind: 'fabric',
      ordering: 'raft',
    });
  });
});

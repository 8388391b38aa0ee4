import { expect } from 'chai';
import { chooseOrdering } from './chooseOrdering.js';

describe('chooseOrdering', () => {
  it('gives BFT four owners, none of them twice', () => {
    expect(chooseOrdering({ ordering: 'bft', homes: 3, raft: { orderers: 1 } })).to.deep.equal({
      ordering: 'bft',
      owners: ['CommunityMSP', 'SH1MSP', 'SH2MSP', 'SH3MSP'],
    });
  });

  it('falls back to Raft with fewer than three homes, and says so', () => {
    const choice = chooseOrdering({ ordering: 'bft', homes: 2, raft: { orderers: 1 } });
    expect(choice.ordering).to.equal('raft');
    expect(choice.owners).to.deep.equal(['CommunityMSP']);
    expect(choice.note).to.match(/^Raft instead of BFT: .* at least three homes, and there are 2$/);
  });

  it('says nothing when Raft is what was asked for', () => {
    const choice = chooseOrdering({ ordering: 'raft', homes: 3, raft: { orderers: 3 } });
    expect(choice).to.deep.equal({ ordering: 'raft', owners: ['CommunityMSP', 'SH1MSP', 'SH2MSP'] });
  });
});

import { expect } from 'chai';
import { chooseKind } from './chooseKind.js';

describe('chooseKind', () => {
  it('takes the embedded network, which needs Node alone, unless somebody says otherwise', () => {
    expect(chooseKind({}, {})).to.equal('embedded');
    expect(chooseKind({}, { NETWORK: '' })).to.equal('embedded');
    expect(chooseKind({}, { NETWORK: 'fabric' })).to.equal('fabric');
    expect(chooseKind({ kind: 'embedded' }, { NETWORK: 'fabric' })).to.equal('embedded');
  });

  it('takes the real one for whoever asks for an ordering', () => {
    expect(chooseKind({ ordering: 'raft' }, {})).to.equal('fabric');
    expect(chooseKind({}, { ORDERING: 'bft' })).to.equal('fabric');
    expect(chooseKind({}, { ORDERING: 'bft', NETWORK: 'embedded' })).to.equal('embedded');
  });

  it('does not take an ordering for the embedded one', () => {
    expect(() => chooseKind({ kind: 'embedded', ordering: 'raft' }, {})).to.throw('TOPOLOGY_INVALID');
    expect(() => chooseKind({ ordering: 'bft' }, { NETWORK: 'embedded' })).to.throw('take kind fabric');
  });

  it('names the kinds when it is given another', () => {
    expect(() => chooseKind({}, { NETWORK: 'ethereum' })).to.throw('known are: embedded, fabric');
  });
});

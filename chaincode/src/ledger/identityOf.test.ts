import { expect } from 'chai';
import { TestIdentity } from '../../test/TestIdentity.js';
import { identityOf } from './identityOf.js';

describe('identityOf', () => {
  it('binds the organisation and the key, and sees an administrator', () => {
    for (const unit of ['admin', 'client'] as const) {
      const { mspId, keyHash, certificate } = new TestIdentity('CommunityMSP', unit);
      const identity = identityOf({ mspid: mspId, idBytes: Buffer.from(certificate) });
      expect(identity).to.deep.equal({ mspId, keyHash, isAdmin: unit === 'admin' });
    }
  });
});

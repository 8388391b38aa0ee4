import { expect } from 'chai';
import { CertificateAuthority } from '../identities/CertificateAuthority.js';
import { TestAuthority } from '../../test/identities/TestAuthority.js';
import { serialize, testMembership, testOrganisation } from '../../test/identities/testMembership.js';
import { createSigningIdentity } from './createSigningIdentity.js';
import { isLowS } from './ecdsaSignature.js';

describe('createSigningIdentity', () => {
  const organisation = testOrganisation('Org1MSP');
  const { certificate, key } = organisation.ca.issueIdentity('peer0.org1', ['peer']);

  it('signs what others can check, with a low s', () => {
    const signer = createSigningIdentity(certificate, key, 'Org1MSP');
    const identity = testMembership([organisation]).deserialize(signer.serialized);
    expect(Buffer.from(signer.serialized)).to.deep.equal(Buffer.from(serialize('Org1MSP', certificate)));
    for (let round = 0; round < 20; round++) {
      const message = Buffer.from(`message ${round}`);
      const signature = signer.sign(message);
      expect(isLowS(signature)).to.equal(true);
      expect(identity.verify(message, signature)).to.equal(true);
      expect(identity.verify(Buffer.from('another'), signature)).to.equal(false);
    }
  });

  it('refuses files that cannot be read or do not belong together', () => {
    const other = organisation.ca.issueIdentity('peer1.org1', ['peer']);
    const p384 = new TestAuthority(CertificateAuthority.create('ca', 'org')).certify('x', { curve: 'P-384' });
    const attempts: [string, string, string][] = [
      [certificate, other.key, 'the key is not of P-256, or not the one of the certificate'],
      [p384.certificate, p384.key, 'the key is not of P-256, or not the one of the certificate'],
      ['nothing', key, 'the certificate or the key cannot be read'],
      [certificate, 'nothing', 'the certificate or the key cannot be read'],
    ];
    for (const [badCertificate, badKey, text] of attempts) {
      expect(() => createSigningIdentity(badCertificate, badKey, 'Org1MSP'))
        .to.throw(text)
        .with.property('code', 'MALFORMED');
    }
  });
});

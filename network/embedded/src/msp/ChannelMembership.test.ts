import { msp } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import fc from 'fast-check';
import type { CertifiedKey } from '../identities/CertificateAuthority.js';
import { expectRefusal } from '../../test/identities/expectRefusal.js';
import { highS } from '../../test/identities/highS.js';
import { TestAuthority } from '../../test/identities/TestAuthority.js';
import { serialize, testMembership, testOrganisation } from '../../test/identities/testMembership.js';
import { createSigningIdentity } from './createSigningIdentity.js';
import { DerElement } from './der/DerElement.js';
import { der } from './der/der.js';
import type { IdentityErrorCode } from './IdentityError.js';

const hour = 3600 * 1000;

describe('ChannelMembership', () => {
  const organisation = testOrganisation('Org1MSP');
  const other = testOrganisation('Org2MSP');
  const authority = new TestAuthority(organisation.ca);
  const membership = testMembership([organisation, other]);

  const refusal = (certified: CertifiedKey, code: IdentityErrorCode, text: string): void => {
    expectRefusal(membership, certified, code, text);
  };

  describe('deserialises', () => {
    it('an identity of each MSP', () => {
      expect(membership.mspIds).to.deep.equal(['Org1MSP', 'Org2MSP']);
      const { certificate } = organisation.ca.issueIdentity('User1@org1', ['client']);
      const serialized = serialize('Org1MSP', certificate);
      const identity = membership.deserialize(serialized);
      expect(identity.mspId).to.equal('Org1MSP');
      expect(Buffer.from(identity.serialized).equals(serialized)).to.equal(true);
      expect(identity.certificate.toString()).to.equal(certificate);
      expect(membership.deserialize(serialized)).to.equal(identity);
      membership.validate(identity);
    });

    it('one of unusual size anew each time, to keep no more than is usual of what anybody sends', () => {
      const { certificate } = organisation.ca.issueIdentity('User1@org1', ['client']);
      const usual = serialize('Org1MSP', `${certificate}${' '.repeat(4_000)}`);
      const large = serialize('Org1MSP', `${certificate}${' '.repeat(10_000)}`);
      expect(membership.deserialize(usual)).to.equal(membership.deserialize(usual));
      const identity = membership.deserialize(large);
      expect(membership.deserialize(large)).not.to.equal(identity);
      expect(identity.id).to.equal(membership.deserialize(usual).id);
      membership.validate(identity);
    });

    it('nothing else', () => {
      const { certificate } = organisation.ca.issueIdentity('User1@org1', ['client']);
      const p384 = authority.certify('User1@org1', { curve: 'P-384' });
      const attempts: [string, Uint8Array, IdentityErrorCode, string][] = [
        [
          'no message',
          Buffer.from('ffffff', 'hex'),
          'MALFORMED',
          'could not deserialize a SerializedIdentity',
        ],
        ['nothing', Buffer.alloc(0), 'UNKNOWN_MSP', 'MSP  is not defined on channel'],
        [
          'unknown MSP',
          serialize('OrgXMSP', certificate),
          'UNKNOWN_MSP',
          'MSP OrgXMSP is not defined on channel',
        ],
        ['no PEM', serialize('Org1MSP', 'hello'), 'MALFORMED', 'could not decode the PEM structure'],
        ['no DER', serialize('Org1MSP', pem('aGVsbG8=')), 'MALFORMED', 'parseCertificate failed'],
        [
          'huge',
          serialize('Org1MSP', 'x'.repeat(65_536)),
          'MALFORMED',
          'identity of 65549 bytes exceeds 65536',
        ],
        [
          'P-384',
          serialize('Org1MSP', p384.certificate),
          'MALFORMED',
          "failed to import certificate's public key",
        ],
      ];
      for (const [what, bytes, code, text] of attempts) {
        expect(() => membership.deserialize(bytes), what)
          .to.throw(text)
          .with.property('code', code);
      }
    });

    it('any bytes into an identity or an IdentityError', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
          try {
            membership.deserialize(bytes);
          } catch (error) {
            expect(error).to.have.property('name', 'IdentityError');
          }
        }),
      );
    });

    it('what differs in its encoding alone into the same id', () => {
      const { certificate } = organisation.ca.issueIdentity('peer0.org1', ['peer']);
      const plain = membership.deserialize(serialize('Org1MSP', certificate));
      const [signedPart, algorithm, bits] = DerElement.read(plain.certificate.raw).children();
      if (signedPart === undefined || algorithm === undefined || bits === undefined)
        expect.fail('no certificate');
      const resigned = der.sequence(
        signedPart.raw,
        algorithm.raw,
        der.bitString(highS(bits.contents.subarray(1))),
      );
      const variants = [`hello\n${certificate}`, `${certificate}\n`, pem(resigned.toString('base64'))];
      for (const variant of variants) {
        const identity = membership.deserialize(serialize('Org1MSP', variant));
        expect(identity).not.to.equal(plain);
        expect(identity.id).to.equal(plain.id);
        membership.validate(identity);
      }
      const next = organisation.ca.issueIdentity('peer0.org1', ['peer']);
      expect(membership.deserialize(serialize('Org1MSP', next.certificate)).id).not.to.equal(plain.id);
      expect(membership.deserialize(serialize('Org2MSP', certificate)).id).not.to.equal(plain.id);
    });
  });

  describe('verifies', () => {
    const { certificate, key } = organisation.ca.issueIdentity('User1@org1', ['client']);
    const signer = createSigningIdentity(certificate, key, 'Org1MSP');
    const identity = membership.deserialize(signer.serialized);
    const message = Buffer.from('message');

    it('its own signatures, as often as it is asked', () => {
      const signature = signer.sign(message);
      expect(identity.verify(message, signature)).to.equal(true);
      expect(identity.verify(message, signature)).to.equal(true);
      expect(identity.verify(Buffer.from('other'), signature)).to.equal(false);
      const stranger = organisation.ca.issueIdentity('User2@org1', ['client']);
      const theirs = createSigningIdentity(stranger.certificate, stranger.key, 'Org1MSP').sign(message);
      expect(identity.verify(message, theirs)).to.equal(false);
    });

    it('no signature with a high s, nor malformed ones', () => {
      const signature = signer.sign(message);
      expect(identity.verify(message, highS(signature))).to.equal(false);
      expect(identity.verify(message, Buffer.alloc(0))).to.equal(false);
      expect(identity.verify(message, signature.subarray(1))).to.equal(false);
      expect(identity.verify(message, Buffer.concat([signature, Buffer.alloc(1)]))).to.equal(false);
      expect(identity.verify(message, Buffer.from('3006020101020101', 'hex'))).to.equal(false);
    });
  });

  describe('refuses a certificate', () => {
    it('of another authority with the same name', () => {
      const impostor = testOrganisation('Org1MSP');
      refusal(
        impostor.ca.issueIdentity('User1@org1', ['client']),
        'UNTRUSTED',
        'could not obtain certification chain: failed getting validation chain: the supplied identity is not valid: x509: certificate signed by unknown authority',
      );
    });

    it('under the name of another MSP', () => {
      const foreign = organisation.ca.issueIdentity('User1@org1', ['client']);
      expectRefusal(membership, foreign, 'UNTRUSTED', 'signed by unknown authority', 'Org2MSP');
    });

    it('that is an authority’s', () => {
      refusal(
        organisation.ca,
        'UNTRUSTED',
        'An X509 certificate with Basic Constraint: Certificate Authority equals true cannot be used as an identity',
      );
    });

    it('that a client signed', () => {
      const client = new TestAuthority(organisation.ca.issueIdentity('User1@org1', ['client']));
      refusal(client.certify('Admin@org1', { units: ['admin'] }), 'UNTRUSTED', 'signed by unknown authority');
    });

    it('without a role', () => {
      refusal(
        organisation.ca.issueIdentity('User1@org1', ['department']),
        'NO_SINGLE_ROLE',
        "could not validate identity's OUs: the identity does not have an OU that resolves to client, peer, orderer, or admin role. OUs: [department(",
      );
      refusal(
        organisation.ca.issueIdentity('User1@org1', []),
        'NO_SINGLE_ROLE',
        'or admin role. OUs: [], MSP: [Org1MSP]',
      );
    });

    it('with two roles, or one twice', () => {
      for (const units of [
        ['client', 'admin'],
        ['peer', 'peer'],
      ]) {
        refusal(
          organisation.ca.issueIdentity('User1@org1', units),
          'NO_SINGLE_ROLE',
          'the identity must have a client, a peer, an orderer, or an admin OU role to be valid, not a combination of them',
        );
      }
    });

    it('with a critical extension that nobody understands', () => {
      const unknown = der.sequence(
        der.objectIdentifier('1.2.3.4'),
        der.true,
        der.octetString(Buffer.from([5, 0])),
      );
      refusal(
        authority.certify('User1@org1', { extensions: [unknown] }),
        'UNTRUSTED',
        'signed by unknown authority',
      );
      const optional = der.sequence(der.objectIdentifier('1.2.3.4'), der.octetString(Buffer.from([5, 0])));
      const { certificate } = authority.certify('User1@org1', { extensions: [optional] });
      membership.validate(membership.deserialize(serialize('Org1MSP', certificate)));
    });

    it('that began before its authority', () => {
      const notBefore = new Date(Date.now() - 100 * hour);
      refusal(authority.certify('User1@org1', { notBefore }), 'UNTRUSTED', 'signed by unknown authority');
    });
  });

  describe('minds the clock', () => {
    const start = Date.parse('2030-01-01T00:00:00Z');
    const dated = testOrganisation('Org1MSP', { notBefore: new Date(start) });
    const period = { notBefore: new Date(start), notAfter: new Date(start + hour) };
    const { certificate } = dated.ca.issueIdentity('User1@org1', ['client'], period);

    it('whenever it is asked, whatever it said before', () => {
      let now = start;
      const timed = testMembership([dated], () => new Date(now));
      const identity = timed.deserialize(serialize('Org1MSP', certificate));
      timed.validate(identity);
      now = start + hour;
      timed.validate(identity);
      now = start + hour + 1;
      expect(() => {
        timed.validate(identity);
      })
        .to.throw('identity expired at 2030-01-01T01:00:00.000Z')
        .with.property('code', 'EXPIRED');
      now = start - 1;
      expect(() => {
        timed.validate(identity);
      })
        .to.throw('identity is not valid before 2030-01-01T00:00:00.000Z')
        .with.property('code', 'NOT_YET_VALID');
    });

    it('but not for what is in blocks, nor in policies', () => {
      const late = testMembership([dated], () => new Date(start + 2 * hour));
      const identity = late.deserialize(serialize('Org1MSP', certificate));
      late.validate(identity, 'ignored');
      const role = new msp.MSPRole();
      role.setMspIdentifier('Org1MSP');
      const principal = new msp.MSPPrincipal();
      principal.setPrincipal(role.serializeBinary());
      expect(late.satisfies(identity, principal)).to.equal(true);
    });
  });
});

function pem(base64: string, label = 'CERTIFICATE'): string {
  return `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
}

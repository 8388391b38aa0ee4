import { generateKeyPairSync } from 'node:crypto';
import type { msp } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { CertificateAuthority } from '../identities/CertificateAuthority.js';
import { certificateExtension } from '../identities/certificateExtension.js';
import { expectRefusal } from '../../test/identities/expectRefusal.js';
import { TestAuthority } from '../../test/identities/TestAuthority.js';
import { serialize, testOrganisation } from '../../test/identities/testMembership.js';
import { ChannelMembership } from './ChannelMembership.js';
import { der } from './der/der.js';

describe('setUpMsp', () => {
  const organisation = testOrganisation('Org1MSP');
  const other = testOrganisation('Org2MSP');
  const authority = new TestAuthority(organisation.ca);

  describe('revokes', () => {
    const revoked = organisation.ca.issueIdentity('User1@org1', ['client']);
    const withList = (...lists: readonly Uint8Array[]): ChannelMembership => {
      const config = organisation.config.clone();
      config.setRevocationListList([...lists]);
      return ChannelMembership.create([config]);
    };

    it('what its authority’s list names', () => {
      const list = authority.revoke([revoked.certificate]);
      for (const bytes of [list, Buffer.from(pem(list.toString('base64'), 'X509 CRL'))]) {
        expectRefusal(
          withList(bytes),
          revoked,
          'REVOKED',
          'could not validate identity against certification chain: The certificate has been revoked',
        );
      }
      const spared = organisation.ca.issueIdentity('User2@org1', ['client']);
      const within = withList(authority.revoke([]), list);
      within.validate(within.deserialize(serialize('Org1MSP', spared.certificate)));
    });

    it('nothing that the list of another one names', () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const forged = authority.revoke([revoked.certificate], privateKey);
      const foreign = new TestAuthority(other.ca).revoke([revoked.certificate]);
      const within = withList(forged, foreign);
      within.validate(within.deserialize(serialize('Org1MSP', revoked.certificate)));
    });

    it('an authority, and then the configuration does not hold', () => {
      const below = authority.certifyAuthority('below');
      const config = organisation.config.clone();
      config.setIntermediateCertsList([Buffer.from(below.certificate)]);
      config.setRevocationListList([authority.revoke([below.certificate])]);
      expect(() => ChannelMembership.create([config]))
        .to.throw('The certificate has been revoked')
        .with.property('code', 'INVALID_CONFIG');
    });
  });

  describe('knows authorities below the root', () => {
    const below = authority.certifyAuthority('below');
    const config = organisation.config.clone();
    config.setIntermediateCertsList([Buffer.from(below.certificate)]);
    config.setFabricNodeOus(withoutCertifiers(config));
    const within = ChannelMembership.create([config]);

    it('and takes what they certify, but no longer what the root certifies itself', () => {
      const { certificate } = new TestAuthority(below).certify('User1@org1');
      within.validate(within.deserialize(serialize('Org1MSP', certificate)));
      expectRefusal(
        within,
        organisation.ca.issueIdentity('User1@org1', ['client']),
        'UNTRUSTED',
        'invalid validation chain. Parent certificate should be a leaf of the certification tree',
      );
    });

    it('and holds roles to the authority that may give them', () => {
      const strict = organisation.config.clone();
      strict.setIntermediateCertsList([Buffer.from(below.certificate)]);
      expectRefusal(
        ChannelMembership.create([strict]),
        new TestAuthority(below).certify('User1@org1'),
        'NO_SINGLE_ROLE',
        "could not validate identity's OUs: certifiersIdentifier does not match: [client(",
      );
    });

    it('and no more of them than the root allows', () => {
      const single = der.sequence(
        der.objectIdentifier('2.5.29.19'),
        der.true,
        der.octetString(der.sequence(der.true, der.unsigned(Buffer.from([0])))),
      );
      const root = CertificateAuthority.create('root', 'root');
      const limited = new TestAuthority(root).certifyAuthority('limited', single);
      const tooDeep = new TestAuthority(limited).certifyAuthority('too deep');
      const deep = organisation.config.clone();
      deep.setFabricNodeOus(withoutCertifiers(deep));
      deep.setRootCertsList([Buffer.from(root.certificate)]);
      deep.setIntermediateCertsList([Buffer.from(limited.certificate)]);
      deep.setIntermediateCertsList([Buffer.from(limited.certificate), Buffer.from(tooDeep.certificate)]);
      expectRefusal(
        ChannelMembership.create([deep]),
        new TestAuthority(tooDeep).certify('User1@org1'),
        'UNTRUSTED',
        'signed by unknown authority',
      );
      deep.setIntermediateCertsList([Buffer.from(limited.certificate)]);
      const allowed = ChannelMembership.create([deep]);
      const { certificate } = new TestAuthority(limited).certify('User1@org1');
      allowed.validate(allowed.deserialize(serialize('Org1MSP', certificate)));
    });
  });

  describe('refuses a configuration', () => {
    const change = (text: string, alter: (config: msp.FabricMSPConfig) => void): void => {
      it(`that fails with: ${text}`, () => {
        const config = organisation.config.clone();
        alter(config);
        expect(() => ChannelMembership.create([config]))
          .to.throw(text)
          .with.property('code', 'INVALID_CONFIG');
      });
    };
    const leaf = Buffer.from(organisation.ca.issueIdentity('User1@org1', ['client']).certificate);
    const peer = Buffer.from(organisation.ca.issueIdentity('peer0.org1', ['peer']).certificate);
    const nameless = Buffer.from(
      new TestAuthority(other.ca).certify('ca', { extensions: [certificateExtension.authority()] })
        .certificate,
    );

    change('MSP Org1MSP: expected at least one CA certificate', (config) => {
      config.setRootCertsList([]);
    });
    change('MSP Org1MSP: could not decode the PEM structure', (config) => {
      config.setRootCertsList([Buffer.from('hello')]);
    });
    change('CA Certificate did not have the CA attribute, (SN: ', (config) => {
      config.setRootCertsList([leaf]);
    });
    change('CA Certificate problem with Subject Key Identifier extension, (SN: ', (config) => {
      config.setRootCertsList([nameless]);
    });
    change('x509: certificate signed by unknown authority', (config) => {
      config.setIntermediateCertsList([
        Buffer.from(new TestAuthority(other.ca).certifyAuthority('below').certificate),
      ]);
    });
    change('CA Certificate did not have the CA attribute', (config) => {
      config.setTlsRootCertsList([leaf]);
    });
    change('could not parse RevocationList', (config) => {
      config.setRevocationListList([Buffer.from('hello')]);
    });
    change('Failed adding OU. Certificate not in root or intermediate certs.', (config) =>
      config.getFabricNodeOus()?.getPeerOuIdentifier()?.setCertificate(Buffer.from(other.ca.certificate)),
    );
    change('administrators must be declared when no admin ou classification is set', (config) => {
      config.clearFabricNodeOus();
    });
    change('admin 0 is invalid', (config) => {
      config.setAdminsList([peer]);
    });
    change('certificate signed by unknown authority', (config) => {
      config.setAdminsList([Buffer.from(other.ca.issueIdentity('Admin@org2', ['admin']).certificate)]);
    });
    change('hash family not recognized [SHA3]', (config) =>
      config.getCryptoConfig()?.setSignatureHashFamily('SHA3'),
    );
    change('hash function not recognized [SHA384]', (config) =>
      config.getCryptoConfig()?.setIdentityIdentifierHashFunction('SHA384'),
    );
  });
});

function pem(base64: string, label = 'CERTIFICATE'): string {
  return `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
}

function withoutCertifiers(config: msp.FabricMSPConfig): msp.FabricNodeOUs | undefined {
  const nodeOus = config.getFabricNodeOus()?.clone();
  for (const unit of [
    nodeOus?.getClientOuIdentifier(),
    nodeOus?.getPeerOuIdentifier(),
    nodeOus?.getAdminOuIdentifier(),
    nodeOus?.getOrdererOuIdentifier(),
  ]) {
    unit?.setCertificate('');
  }
  return nodeOus;
}

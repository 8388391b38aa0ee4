import { msp } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { serialize, testMembership, testOrganisation } from '../../test/identities/testMembership.js';
import { CertificationTree } from './CertificationTree.js';
import { ChannelMembership } from './ChannelMembership.js';
import type { Identity } from './Identity.js';
import { readCertificate } from './readCertificate.js';

const { ROLE, ORGANIZATION_UNIT, IDENTITY, ANONYMITY, COMBINED } = msp.MSPPrincipal.Classification;
const roles = msp.MSPRole.MSPRoleType;

function principal(
  kind: msp.MSPPrincipal.ClassificationMap[keyof msp.MSPPrincipal.ClassificationMap],
  bytes: Uint8Array,
): msp.MSPPrincipal {
  const message = new msp.MSPPrincipal();
  message.setPrincipalClassification(kind);
  message.setPrincipal(bytes);
  return message;
}

function role(name: keyof msp.MSPRole.MSPRoleTypeMap, mspId = 'Org1MSP'): msp.MSPPrincipal {
  const message = new msp.MSPRole();
  message.setMspIdentifier(mspId);
  message.setRole(roles[name]);
  return principal(ROLE, message.serializeBinary());
}

function combined(...parts: readonly msp.MSPPrincipal[]): msp.MSPPrincipal {
  const message = new msp.CombinedPrincipal();
  message.setPrincipalsList([...parts]);
  return principal(COMBINED, message.serializeBinary());
}

function unit(name: string, certifiers: string, mspId = 'Org1MSP'): msp.MSPPrincipal {
  const message = new msp.OrganizationUnit();
  message.setMspIdentifier(mspId);
  message.setOrganizationalUnitIdentifier(name);
  message.setCertifiersIdentifier(Buffer.from(certifiers, 'hex'));
  return principal(ORGANIZATION_UNIT, message.serializeBinary());
}

function anonymity(type: 0 | 1): msp.MSPPrincipal {
  const message = new msp.MSPIdentityAnonymity();
  message.setAnonymityType(type);
  return principal(ANONYMITY, message.serializeBinary());
}

describe('principals', () => {
  const organisation = testOrganisation('Org1MSP');
  const other = testOrganisation('Org2MSP');
  const membership = testMembership([organisation, other]);
  const issue = (...units: readonly string[]): Identity => {
    const { certificate } = organisation.ca.issueIdentity('someone', units);
    return membership.deserialize(serialize('Org1MSP', certificate));
  };
  const fits = (identity: Identity, ...principals: readonly msp.MSPPrincipal[]): boolean[] =>
    principals.map((one) => membership.satisfies(identity, one));
  const every = [role('MEMBER'), role('ADMIN'), role('CLIENT'), role('PEER'), role('ORDERER')];

  it('are roles by organisational unit', () => {
    expect(fits(issue('client'), ...every)).to.deep.equal([true, false, true, false, false]);
    expect(fits(issue('peer'), ...every)).to.deep.equal([true, false, false, true, false]);
    expect(fits(issue('admin'), ...every)).to.deep.equal([true, true, false, false, false]);
    expect(fits(issue('orderer'), ...every)).to.deep.equal([true, false, false, false, true]);
  });

  it('fit nobody who is invalid or of another MSP', () => {
    expect(fits(issue('client', 'peer'), ...every)).to.deep.equal([false, false, false, false, false]);
    expect(fits(issue('peer'), role('PEER', 'Org2MSP'), role('MEMBER', 'OrgXMSP'))).to.deep.equal([
      false,
      false,
    ]);
    const foreign = other.ca.issueIdentity('peer0.org2', ['peer']);
    const disguised = membership.deserialize(serialize('Org1MSP', foreign.certificate));
    expect(fits(disguised, ...every)).to.deep.equal([false, false, false, false, false]);
  });

  it('are no roles but membership where units give none, and admins are those by name', () => {
    const admin = organisation.ca.issueIdentity('Admin@org1', []);
    const config = organisation.config.clone();
    config.clearFabricNodeOus();
    config.setAdminsList([Buffer.from(admin.certificate)]);
    const plain = ChannelMembership.create([config]);
    const answers = (certificate: string): boolean[] => {
      const identity = plain.deserialize(serialize('Org1MSP', certificate));
      return every.map((one) => plain.satisfies(identity, one));
    };
    expect(answers(admin.certificate)).to.deep.equal([true, true, false, false, false]);
    const peer = organisation.ca.issueIdentity('peer0.org1', ['peer']);
    expect(answers(peer.certificate)).to.deep.equal([true, false, false, false, false]);
    const unitAdmin = organisation.ca.issueIdentity('Admin2@org1', ['admin']);
    expect(answers(unitAdmin.certificate)).to.deep.equal([true, false, false, false, false]);
  });

  it('are admins by name besides those by unit', () => {
    const named = organisation.ca.issueIdentity('User1@org1', ['client']);
    const config = organisation.config.clone();
    config.setAdminsList([Buffer.from(named.certificate)]);
    const within = ChannelMembership.create([config]);
    const identity = within.deserialize(serialize('Org1MSP', named.certificate));
    expect(within.satisfies(identity, role('ADMIN'))).to.equal(true);
    const another = organisation.ca.issueIdentity('User1@org1', ['client']);
    expect(
      within.satisfies(within.deserialize(serialize('Org1MSP', another.certificate)), role('ADMIN')),
    ).to.equal(false);
  });

  it('are organisational units of an authority', () => {
    const certifiers = CertificationTree.certifiersIdentifier([
      readCertificate(Buffer.from(organisation.ca.certificate)),
    ]);
    const identity = issue('client', 'department');
    expect(
      fits(
        identity,
        unit('department', certifiers),
        unit('client', certifiers),
        unit('other', certifiers),
        unit('department', '00'),
        unit('department', certifiers, 'Org2MSP'),
      ),
    ).to.deep.equal([true, true, false, false, false]);
  });

  it('demand one of the units that the configuration lists', () => {
    const config = organisation.config.clone();
    const listed = new msp.FabricOUIdentifier();
    listed.setOrganizationalUnitIdentifier('department');
    listed.setCertificate(Buffer.from(organisation.ca.certificate));
    config.setOrganizationalUnitIdentifiersList([listed]);
    const within = ChannelMembership.create([config]);
    const read = (units: readonly string[]): Identity =>
      within.deserialize(serialize('Org1MSP', organisation.ca.issueIdentity('someone', units).certificate));
    within.validate(read(['client', 'department']));
    expect(() => {
      within.validate(read(['client']));
    }).to.throw("none of the identity's organizational units [client] are in MSP Org1MSP");
    expect(() => {
      within.validate(read([]));
    }).to.throw('the identity certificate does not contain an Organizational Unit (OU)');
  });

  it('are identities', () => {
    const identity = issue('client');
    const pem = identity.certificate.toString();
    expect(
      fits(
        identity,
        principal(IDENTITY, identity.serialized),
        principal(IDENTITY, serialize('Org1MSP', `hello\n${pem}`)),
        principal(IDENTITY, issue('client').serialized),
        principal(IDENTITY, serialize('Org2MSP', pem)),
        principal(IDENTITY, serialize('Org1MSP', 'hello')),
        principal(IDENTITY, Buffer.from('hello')),
      ),
    ).to.deep.equal([true, true, false, false, false, false]);
    const invalid = issue('client', 'peer');
    expect(fits(invalid, principal(IDENTITY, invalid.serialized))).to.deep.equal([false]);
  });

  it('are names, for an X.509 identity has one', () => {
    expect(fits(issue('client'), anonymity(0), anonymity(1))).to.deep.equal([true, false]);
  });

  it('are combined ones, of which all must hold', () => {
    let deep = role('PEER');
    for (let depth = 0; depth < 16; depth++) deep = combined(deep);
    expect(
      fits(
        issue('peer'),
        combined(role('MEMBER'), role('PEER')),
        combined(role('MEMBER'), role('CLIENT')),
        combined(combined(role('PEER')), anonymity(0)),
        combined(),
        deep,
        combined(deep),
      ),
    ).to.deep.equal([true, false, true, false, true, false]);
  });

  it('fit nobody when they cannot be read', () => {
    const unknownKind = msp.MSPPrincipal.deserializeBinary(Buffer.from('0809', 'hex'));
    const unknownRole = principal(
      ROLE,
      Buffer.concat([Buffer.from('0a074f7267314d5350', 'hex'), Buffer.from('1009', 'hex')]),
    );
    const garbage = [ROLE, ORGANIZATION_UNIT, IDENTITY, ANONYMITY, COMBINED].map((kind) =>
      principal(kind, Buffer.from('ffffffff', 'hex')),
    );
    expect(fits(issue('peer'), unknownKind, unknownRole, ...garbage)).to.deep.equal(Array(7).fill(false));
  });
});

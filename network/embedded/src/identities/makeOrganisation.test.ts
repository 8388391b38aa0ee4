import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { msp } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { parse } from 'yaml';
import { openssl } from '../../test/identities/openssl.js';
import { serialize } from '../../test/identities/testMembership.js';
import { ChannelMembership } from '../msp/ChannelMembership.js';
import { mspConfig } from '../msp/mspConfig.js';
import { loadOrganisation } from './loadOrganisation.js';
import { makeOrganisation } from './makeOrganisation.js';
import type { OrganisationSpec } from './OrganisationSpec.js';

const domain = 'org1.example.com';
const spec: OrganisationSpec = {
  kind: 'peer',
  domain,
  node: 'peer0',
  hosts: ['10.1.2.3', 'fd00::12'],
  users: 2,
};

describe('makeOrganisation', () => {
  let directory: string;
  let root: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'identities-'));
    root = join(directory, 'peerOrganizations', domain);
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const files = (): string[] =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(directory, file)).isFile())
      .sort();
  const contents = (): Record<string, string> =>
    Object.fromEntries(files().map((file) => [file, readFileSync(join(directory, file), 'utf8')]));

  it('writes what cryptogen writes, where it does', () => {
    makeOrganisation(directory, spec);
    const ca = [`cacerts/ca.${domain}-cert.pem`, 'config.yaml'];
    const tlsca = `tlscacerts/tlsca.${domain}-cert.pem`;
    const holder = (path: string, name: string, side: string): string[] => [
      ...ca.map((file) => `${path}/msp/${file}`),
      `${path}/msp/keystore/priv_sk`,
      `${path}/msp/signcerts/${name}-cert.pem`,
      `${path}/msp/${tlsca}`,
      `${path}/tls/ca.crt`,
      `${path}/tls/${side}.crt`,
      `${path}/tls/${side}.key`,
    ];
    const users = [`Admin@${domain}`, `User1@${domain}`, `User2@${domain}`];
    const expected = [
      `ca/ca.${domain}-cert.pem`,
      'ca/priv_sk',
      ...ca.map((file) => `msp/${file}`),
      `msp/${tlsca}`,
      ...holder(`peers/peer0.${domain}`, `peer0.${domain}`, 'server'),
      'tlsca/priv_sk',
      `tlsca/tlsca.${domain}-cert.pem`,
      ...users.flatMap((user) => holder(`users/${user}`, user, 'client')),
    ];
    expect(files()).to.have.members(expected.map((file) => `peerOrganizations/${domain}/${file}`));
    for (const file of files().filter((name) => name.endsWith('.key') || name.endsWith('priv_sk'))) {
      expect(statSync(join(directory, file)).mode & 0o777, file).to.equal(0o600);
      expect(readFileSync(join(directory, file), 'utf8')).to.match(/^-----BEGIN PRIVATE KEY-----\n/);
    }
    const identifier = (role: string): object => ({
      Certificate: `cacerts/ca.${domain}-cert.pem`,
      OrganizationalUnitIdentifier: role,
    });
    expect(parse(readFileSync(join(root, 'msp', 'config.yaml'), 'utf8'))).to.deep.equal({
      NodeOUs: {
        Enable: true,
        ClientOUIdentifier: identifier('client'),
        PeerOUIdentifier: identifier('peer'),
        AdminOUIdentifier: identifier('admin'),
        OrdererOUIdentifier: identifier('orderer'),
      },
    });
  });

  it('makes certificates that OpenSSL reads and verifies', () => {
    makeOrganisation(directory, spec);
    const ca = join(root, 'ca', `ca.${domain}-cert.pem`);
    const tlsca = join(root, 'tlsca', `tlsca.${domain}-cert.pem`);
    const peer = join(root, 'peers', `peer0.${domain}`);
    const signing = join(peer, 'msp', 'signcerts', `peer0.${domain}-cert.pem`);
    const server = join(peer, 'tls', 'server.crt');
    expect(openssl('verify', '-x509_strict', '-CAfile', ca, ca, signing)).to.equal(
      `${ca}: OK\n${signing}: OK\n`,
    );
    expect(openssl('verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', tlsca, server)).to.equal(
      `${server}: OK\n`,
    );
    expect(openssl('verify', '-verify_ip', '10.1.2.3', '-CAfile', tlsca, server)).to.equal(`${server}: OK\n`);
    expect(openssl('x509', '-in', ca, '-noout', '-subject', '-nameopt', 'RFC2253')).to.equal(
      `subject=CN=ca.${domain},ST=California,L=San Francisco,C=US,O=${domain}\n`,
    );
    const text = openssl('x509', '-in', signing, '-noout', '-text', '-nameopt', 'RFC2253');
    expect(text).to.contain(`Subject: CN=peer0.${domain},ST=California,L=San Francisco,C=US,OU=peer\n`);
    expect(text).to.match(/Key Usage: critical\s+Digital Signature\n/);
    expect(text).to.match(/Basic Constraints: critical\s+CA:FALSE\n/);
    expect(openssl('x509', '-in', ca, '-noout', '-ext', 'keyUsage,basicConstraints')).to.match(
      /critical\s+Digital Signature, Key Encipherment, Certificate Sign, CRL Sign\n.*critical\s+CA:TRUE/s,
    );
    const names = openssl(
      'x509',
      '-in',
      server,
      '-noout',
      '-ext',
      'subjectAltName,extendedKeyUsage,keyUsage',
    );
    expect(names).to.contain(
      `DNS:peer0.${domain}, DNS:peer0, IP Address:10.1.2.3, IP Address:FD00:0:0:0:0:0:0:12, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1`,
    );
    expect(names).to.contain('TLS Web Server Authentication, TLS Web Client Authentication');
    expect(names).to.contain('Digital Signature, Key Encipherment');
    const { validFrom, validTo } = new X509Certificate(readFileSync(signing));
    const age = Date.now() - Date.parse(validFrom);
    expect(age).to.be.within(5 * 60_000, 6 * 60_000);
    expect(Date.parse(validTo) - Date.parse(validFrom)).to.equal(3650 * 24 * 3600 * 1000);
  });

  it('makes identities that the organisation’s MSP takes in their roles', () => {
    makeOrganisation(directory, spec);
    const organisation = loadOrganisation(directory, spec, 'Org1MSP');
    const config = msp.FabricMSPConfig.deserializeBinary(mspConfig(organisation).getConfig_asU8());
    const membership = ChannelMembership.create([config]);
    const rolesOf = (serialized: Uint8Array): string[] => {
      const identity = membership.deserialize(serialized);
      membership.validate(identity);
      return (['ADMIN', 'CLIENT', 'PEER', 'ORDERER'] as const).filter((name) => {
        const role = new msp.MSPRole();
        role.setMspIdentifier('Org1MSP');
        role.setRole(msp.MSPRole.MSPRoleType[name]);
        const principal = new msp.MSPPrincipal();
        principal.setPrincipal(role.serializeBinary());
        return membership.satisfies(identity, principal);
      });
    };
    const ofFile = (file: string): string[] => rolesOf(serialize('Org1MSP', readFileSync(file, 'utf8')));
    const { node, admin, users } = organisation;
    expect(rolesOf(node.identity.serialized)).to.deep.equal(['PEER']);
    expect(ofFile(admin.certificate)).to.deep.equal(['ADMIN']);
    expect(users.map(({ name }) => name)).to.deep.equal([`User1@${domain}`, `User2@${domain}`]);
    expect(users.map(({ certificate }) => ofFile(certificate))).to.deep.equal([['CLIENT'], ['CLIENT']]);
    const tls = new X509Certificate(node.tls.certificate);
    expect(tls.verify(new X509Certificate(organisation.tlsCaCertificate).publicKey)).to.equal(true);
    expect(readFileSync(node.tlsCaFile, 'utf8')).to.equal(organisation.tlsCaCertificate);
  });

  it('makes an orderer’s likewise', () => {
    const orderer: OrganisationSpec = {
      kind: 'orderer',
      domain: 'example.com',
      node: 'orderer',
      hosts: [],
      users: 0,
    };
    makeOrganisation(directory, orderer);
    const { node } = loadOrganisation(directory, orderer, 'OrdererMSP');
    const file = 'ordererOrganizations/example.com/orderers/orderer.example.com/tls/server.crt';
    expect(readFileSync(join(directory, file), 'utf8')).to.equal(node.tls.certificate);
    expect(node.name).to.equal('orderer.example.com');
  });

  it('leaves alone what is complete', () => {
    makeOrganisation(directory, spec);
    const before = contents();
    makeOrganisation(directory, spec);
    expect(contents()).to.deep.equal(before);
  });

  it('adds users and nodes to what is there', () => {
    makeOrganisation(directory, { ...spec, users: 0 });
    const before = contents();
    makeOrganisation(directory, { ...spec, node: 'peer1', users: 1 });
    expect(contents()).to.include(before);
    const added = files().filter((file) => !(file in before));
    expect([...new Set(added.map((file) => file.split('/').slice(2, 4).join('/')))]).to.deep.equal([
      `peers/peer1.${domain}`,
      `users/User1@${domain}`,
    ]);
    const user = join(root, 'users', `User1@${domain}`, 'msp', 'signcerts', `User1@${domain}-cert.pem`);
    expect(openssl('verify', '-CAfile', join(root, 'ca', `ca.${domain}-cert.pem`), user)).to.equal(
      `${user}: OK\n`,
    );
  });

  it('starts over what was interrupted', () => {
    const unfinished = join(directory, 'peerOrganizations', `.${domain}.unfinished`);
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'half'), 'half');
    makeOrganisation(directory, { ...spec, users: 0 });
    const user = join(root, 'users', `.User1@${domain}.unfinished`);
    mkdirSync(user);
    writeFileSync(join(user, 'half'), 'half');
    makeOrganisation(directory, spec);
    expect(files().filter((file) => file.includes('half') || file.includes('unfinished'))).to.deep.equal([]);
    expect(loadOrganisation(directory, spec, 'Org1MSP').users.length).to.equal(2);
  });

  it('certifies the node anew for hosts that it was not for', () => {
    makeOrganisation(directory, { ...spec, hosts: [] });
    const before = contents();
    makeOrganisation(directory, spec);
    const after = contents();
    const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
    const tls = `peerOrganizations/${domain}/peers/peer0.${domain}/tls`;
    expect(changed).to.deep.equal([`${tls}/server.crt`, `${tls}/server.key`]);
    const certificate = new X509Certificate(after[`${tls}/server.crt`] ?? '');
    expect(certificate.checkIP('10.1.2.3')).to.equal('10.1.2.3');
    expect(statSync(join(directory, tls, 'server.key')).mode & 0o777).to.equal(0o600);
  });

  it('certifies the node anew when an interrupted change of hosts left the key of another certificate', () => {
    makeOrganisation(directory, spec);
    const tls = join(root, 'peers', `peer0.${domain}`, 'tls');
    writeFileSync(join(tls, 'server.key'), readFileSync(join(root, 'tlsca', 'priv_sk')));
    makeOrganisation(directory, spec);
    const certificate = new X509Certificate(readFileSync(join(tls, 'server.crt')));
    const key = createPrivateKey(readFileSync(join(tls, 'server.key')));
    expect(certificate.checkPrivateKey(key)).to.equal(true);
  });

  it('refuses names that lead elsewhere', () => {
    for (const name of ['..', '../x', 'a/b', '', '.hidden', 'a\0b']) {
      expect(() => {
        makeOrganisation(directory, { ...spec, domain: name });
      }, name)
        .to.throw(`${name} cannot be a host's or domain's name`)
        .with.property('code', 'INVALID_CONFIG');
      expect(() => {
        makeOrganisation(directory, { ...spec, node: name });
      }, name).to.throw("cannot be a host's or domain's name");
    }
    expect(files()).to.deep.equal([]);
  });
});

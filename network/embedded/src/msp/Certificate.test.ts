import { expect } from 'chai';
import fc from 'fast-check';
import { CertificateAuthority } from '../identities/CertificateAuthority.js';
import { TestAuthority } from '../../test/identities/TestAuthority.js';
import { Certificate } from './Certificate.js';
import { DerElement } from './der/DerElement.js';
import { der } from './der/der.js';
import { derTags } from './der/derTags.js';
import { readCertificate } from './readCertificate.js';

describe('Certificate', () => {
  const ca = CertificateAuthority.create('ca.org', 'org');
  const issued = readCertificate(
    Buffer.from(ca.issueIdentity('User1@org', ['client', 'department']).certificate),
  );

  it('tells units, dates and constraints', () => {
    expect(issued.organizationalUnits).to.deep.equal(['client', 'department']);
    expect(issued.notBefore.getTime()).to.equal(Date.parse(issued.x509.validFrom));
    expect(issued.notAfter.getTime()).to.equal(Date.parse(issued.x509.validTo));
    expect(issued.extensions.maxPathLength).to.equal(undefined);
    const authority = readCertificate(Buffer.from(ca.certificate));
    expect(authority.extensions.maxPathLength).to.equal(Infinity);
    expect(authority.extensions.maySignCertificates).to.equal(true);
    expect(issued.extensions.authorityKeyIdentifier).to.deep.equal(authority.extensions.subjectKeyIdentifier);
  });

  it('refuses DER that hides another certificate in PEM, which OpenSSL would read instead', () => {
    const inner = ca.issueIdentity('User1@org', ['client']).certificate;
    const hiding = der.sequence(der.objectIdentifier('1.2.3'), der.octetString(Buffer.from(`\n${inner}`)));
    const outer = new TestAuthority(ca).certify('Admin@org', { units: ['admin'], extensions: [hiding] });
    expect(() => readCertificate(Buffer.from(outer.certificate))).to.throw('x509: malformed certificate');
  });

  it('refuses trailing and missing bytes', () => {
    const bytes = issued.x509.raw;
    expect(() => Certificate.read(Buffer.concat([bytes, Buffer.alloc(1)]))).to.throw(RangeError);
    expect(() => Certificate.read(bytes.subarray(0, -1))).to.throw(Error);
    expect(() => Certificate.read(Buffer.alloc(0))).to.throw(Error);
  });

  it('reads or refuses what was changed in one byte, with no other error than its own', () => {
    fc.assert(
      fc.property(fc.nat(issued.x509.raw.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(issued.x509.raw);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const pem = `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64')}\n-----END CERTIFICATE-----\n`;
        try {
          readCertificate(Buffer.from(pem));
        } catch (error) {
          expect(error).to.have.property('code', 'MALFORMED');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads elements of any length, and no half ones', () => {
    for (const length of [0, 127, 128, 255, 256, 70_000]) {
      const element = der.octetString(Buffer.alloc(length, 7));
      expect(DerElement.read(element).expect(derTags.octetString).contents.length).to.equal(length);
      expect(() => DerElement.read(element.subarray(0, -1))).to.throw(RangeError, 'truncated');
    }
  });
});

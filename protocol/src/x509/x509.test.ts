import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { expect } from 'chai';
import { codeOf } from '../../test/codeOf.js';
import { selfSignedCertificate } from '../../test/fabric/selfSignedCertificate.js';
import { keyHashOf } from '../crypto/keyHash.js';
import { issueCertificate } from './issueCertificate.js';
import { makeCertificateRequest } from './makeCertificateRequest.js';
import { openCertificateRequest } from './openCertificateRequest.js';

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const openssl = (args: readonly string[], input: Uint8Array | string): string =>
  execFileSync('openssl', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });

describe('a request for a certificate', () => {
  it('is of the key alone, and proves that the asker has it', () => {
    const key = newKey();
    const opened = openCertificateRequest(makeCertificateRequest(key));
    expect(keyHashOf(opened)).to.equal(keyHashOf(createPublicKey(key)));
  });

  it('is one to OpenSSL too', () => {
    const text = openssl(
      ['req', '-inform', 'DER', '-noout', '-text', '-verify'],
      makeCertificateRequest(newKey()),
    );
    expect(text)
      .to.match(/Subject: *\n/)
      .and.to.include('NIST CURVE: P-256');
  });

  it('is refused with any byte changed, cut short, or of another kind', () => {
    const request = makeCertificateRequest(newKey());
    const code = 'CERTIFICATE_REQUEST_INVALID';
    for (let i = 0; i < request.length; i += 1) {
      const changed = Buffer.from(request);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(
        codeOf(() => openCertificateRequest(changed)),
        `byte ${String(i)}`,
      ).to.equal(code);
      expect(codeOf(() => openCertificateRequest(request.subarray(0, i)))).to.equal(code);
    }
    expect(codeOf(() => openCertificateRequest(Buffer.concat([request, Buffer.of(0)])))).to.equal(code);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    expect(codeOf(() => openCertificateRequest(makeCertificateRequest(other)))).to.equal(code);
  });
});

describe('an issued certificate', () => {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const authority = new X509Certificate(selfSignedCertificate('ca.traders.test', keys));
  const issuer = { certificate: authority, key: keys.privateKey };
  const notBefore = new Date('2026-01-01T10:00:00Z');
  const notAfter = new Date('2026-02-01T00:00:00Z');
  const issue = (): { pem: string; privateKey: KeyObject } => {
    const privateKey = newKey();
    const publicKey = openCertificateRequest(makeCertificateRequest(privateKey));
    const subject = { publicKey, commonName: 'a1b2', unit: 'client', notBefore, notAfter };
    return { pem: issueCertificate(subject, issuer), privateKey };
  };

  it('is of the key, by the authority, for the time, and names nobody', () => {
    const { pem, privateKey } = issue();
    const certificate = new X509Certificate(pem);
    expect(certificate.checkPrivateKey(privateKey)).to.equal(true);
    expect(certificate.verify(authority.publicKey)).to.equal(true);
    expect(certificate.issuer).to.equal(authority.subject);
    expect(certificate.subject).to.equal('OU=client\nCN=a1b2');
    expect([new Date(certificate.validFrom), new Date(certificate.validTo)]).to.deep.equal([
      notBefore,
      notAfter,
    ]);
    expect([certificate.ca, certificate.subjectAltName]).to.deep.equal([false, undefined]);
    expect(openssl(['x509', '-noout', '-ext', 'keyUsage,basicConstraints'], pem))
      .to.include('Digital Signature')
      .and.to.include('CA:FALSE');
  });

  it('has a serial number of its own', () => {
    const serials = Array.from({ length: 20 }, () => new X509Certificate(issue().pem).serialNumber);
    expect(new Set(serials).size).to.equal(20);
  });
});

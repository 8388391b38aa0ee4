import { der } from './der/der.js';

const name = (dotted: string): string => der.objectIdentifier(dotted).toString('hex');

/** Object identifiers of certificates (RFC 5280), by the hex of their DER as they are found there. */
export const objectIdentifiers = {
  organizationalUnit: name('2.5.4.11'),
  subjectKeyIdentifier: name('2.5.29.14'),
  keyUsage: name('2.5.29.15'),
  subjectAltName: name('2.5.29.17'),
  basicConstraints: name('2.5.29.19'),
  certificatePolicies: name('2.5.29.32'),
  authorityKeyIdentifier: name('2.5.29.35'),
  extKeyUsage: name('2.5.29.37'),
  anyPurpose: name('2.5.29.37.0'),
  serverAuthentication: name('1.3.6.1.5.5.7.3.1'),
} as const;

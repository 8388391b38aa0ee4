import { der } from './der/der.js';

const hashes: ReadonlyMap<string, string> = new Map(
  [
    ['1.2.840.10045.4.3.2', 'sha256'],
    ['1.2.840.10045.4.3.3', 'sha384'],
    ['1.2.840.10045.4.3.4', 'sha512'],
    ['1.2.840.113549.1.1.11', 'sha256'],
    ['1.2.840.113549.1.1.12', 'sha384'],
    ['1.2.840.113549.1.1.13', 'sha512'],
  ].map(([oid = '', hash = '']) => [der.objectIdentifier(oid).toString('hex'), hash]),
);

/**
 * The hash of an ECDSA or RSA (PKCS #1 v1.5) signature algorithm, by the hex of its object identifier. `undefined` for others:
 * SHA-1 and MD5, which Go refuses too, and kinds that no Fabric CA makes (RSA-PSS, Ed25519).
 */
export function hashOfSignature(algorithm: string): string | undefined {
  return hashes.get(algorithm);
}

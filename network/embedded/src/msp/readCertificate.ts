import { Certificate } from './Certificate.js';
import { IdentityError } from './IdentityError.js';
import { decodePem } from './decodePem.js';

/**
 * Reads a PEM certificate.
 *
 * @throws IdentityError `MALFORMED`
 */
export function readCertificate(pem: Uint8Array): Certificate {
  const der = decodePem(pem);
  if (der === undefined) throw new IdentityError('MALFORMED', 'could not decode the PEM structure');
  try {
    return Certificate.read(der);
  } catch (error) {
    throw new IdentityError('MALFORMED', 'parseCertificate failed: x509: malformed certificate', {
      cause: error,
    });
  }
}

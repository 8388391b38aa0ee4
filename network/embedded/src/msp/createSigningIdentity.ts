import { X509Certificate, createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import { IdentityError } from './IdentityError.js';
import type { SigningIdentity } from './SigningIdentity.js';
import { toLowS } from './ecdsaSignature.js';

/**
 * A peer's, orderer's or client's identity from its PEM files.
 *
 * @throws IdentityError `MALFORMED` when they cannot be read, are not of P-256, or do not belong together
 */
export function createSigningIdentity(
  certificatePem: string,
  keyPem: string,
  mspId: string,
): SigningIdentity {
  const { certificate, key } = read(certificatePem, keyPem);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1' || !certificate.checkPrivateKey(key)) {
    throw new IdentityError('MALFORMED', 'the key is not of P-256, or not the one of the certificate');
  }
  const message = new msp.SerializedIdentity();
  message.setMspid(mspId);
  message.setIdBytes(Buffer.from(certificate.toString()));
  return {
    mspId,
    serialized: message.serializeBinary(),
    sign: (bytes) => toLowS(sign('sha256', bytes, key)),
  };
}

function read(certificatePem: string, keyPem: string): { certificate: X509Certificate; key: KeyObject } {
  try {
    return { certificate: new X509Certificate(certificatePem), key: createPrivateKey(keyPem) };
  } catch (error) {
    throw new IdentityError('MALFORMED', 'the certificate or the key cannot be read', { cause: error });
  }
}

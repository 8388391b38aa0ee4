import { createPrivateKey } from 'node:crypto';
import { CodedError, TRADERS_MSP } from '@acequia/protocol';
import { clientIdentity, type ClientIdentity } from '@acequia/protocol/fabric';
import type { PseudonymEntry } from './pseudonymEntry.js';

/** What signs a granted pseudonym's transactions. @throws CodedError PSEUDONYM_NOT_GRANTED. */
export function identityOf({
  certificate,
  privateKey,
}: Pick<PseudonymEntry, 'certificate' | 'privateKey'>): ClientIdentity {
  if (certificate === undefined) {
    throw new CodedError('PSEUDONYM_NOT_GRANTED', 'the registrar has not certified the pseudonym');
  }
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return clientIdentity(TRADERS_MSP, Buffer.from(certificate), key);
}

import { createHash } from 'node:crypto';
import { hashCanonical } from './hash.js';
import type { DelegationTerms } from '../schemas/delegation.js';

/**
 * What an epoch record carries of an agreement made off the ledger, 32 bytes in hex. Each side salts it with bytes of its own,
 * so that two homes' records do not show that they agreed with each other.
 *
 * @param salt 16 random bytes in hex.
 */
export function agreementAnchor(terms: DelegationTerms, salt: string): string {
  return createHash('sha256')
    .update(`acequia agreement v1\n${salt}\n${hashCanonical(terms)}`)
    .digest('hex');
}

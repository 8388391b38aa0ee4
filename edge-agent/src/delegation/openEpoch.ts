import {
  checkKeyCommitment,
  CodedError,
  unwrapForDelegatee,
  x25519PrivateKey,
  type EpochRecord,
} from '@acequia/protocol';
import type { DelegationEntry } from './delegationEntry.js';
import type { KeyFaultCode } from './DelegationService.js';

/** What a delegatee finds in an epoch of the delegator's. */
export type EpochFinding =
  /** No epoch of the delegation's time. */
  | { readonly kind: 'outside' }
  /** The essential key, 32 bytes: the one that the record commits to. */
  | { readonly kind: 'open'; readonly key: Buffer }
  | { readonly kind: 'fault'; readonly code: KeyFaultCode };

/**
 * Takes the delegatee's key out of an epoch record. Whatever opens is checked against the commitment that the community checks
 * too: the key of another dataset, or one that seals nothing, is found out.
 *
 * @param domain `sealingDomain`.
 */
export function openEpoch(
  { delegationId, terms, privateKey }: DelegationEntry,
  { homeId, epoch, start, end, wraps, commitments }: EpochRecord,
  domain: string,
): EpochFinding {
  if (start < terms.start || end > terms.end || privateKey === undefined) return { kind: 'outside' };
  const place = { domain, homeId, epoch };
  const wrap = Buffer.from(wraps.second, 'base64');
  try {
    const secret = x25519PrivateKey(Buffer.from(privateKey, 'base64'));
    const key = unwrapForDelegatee(wrap, secret, delegationId, place);
    checkKeyCommitment(key, commitments.essential, 'essential', place);
    return { kind: 'open', key };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code !== 'KEY_WRAP_BROKEN' && error.code !== 'KEY_COMMITMENT_WRONG') throw error;
    return { kind: 'fault', code: error.code };
  }
}

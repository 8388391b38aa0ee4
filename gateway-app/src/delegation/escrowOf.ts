import { toAmount, type DelegationTerms } from '@acequia/protocol';
import { epochSlots } from './epochSlots.js';

/** The most that a delegation can cost: the fee of every epoch of the grid in it, tokens in minor units. */
export function escrowOf(terms: DelegationTerms): bigint {
  return toAmount(terms.feePerEpoch) * BigInt(epochSlots(terms));
}

import type { Delegation } from './delegationRow.js';

/** What the ledger says of an epoch. */
export interface EpochFact {
  readonly epoch: number;
  /** Ledger seconds. */
  readonly start: number;
  readonly end: number;
  readonly revokedAt?: number | undefined;
}

/**
 * Whether an acknowledged epoch is paid for: it began within the delegation, before it ended, and was not revoked before it
 * began. Whether its second wrap was for the delegatee the delegatee alone can tell; acknowledging is what it is paid for.
 */
export function countsForFee(
  { start, revokedAt }: EpochFact,
  { terms, endedAt = terms.end }: Pick<Delegation, 'terms' | 'endedAt'>,
): boolean {
  if (revokedAt !== undefined && revokedAt <= start) return false;
  return terms.start <= start && start < Math.min(terms.end, endedAt);
}

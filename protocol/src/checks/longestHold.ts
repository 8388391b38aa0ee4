import type { MarketTerms } from '../schemas/market.js';
import { decisionEndsAt } from './decisionEndsAt.js';

/**
 * How long after its period's end a sale's money may be held: a claim at the last moment, disputed at the last, and decided by then.
 *
 * @returns ledger seconds.
 */
export function longestHold(terms: Pick<MarketTerms, 'claimSeconds' | 'disputeSeconds'>): number {
  const { claimSeconds, disputeSeconds } = terms;
  return decisionEndsAt({ at: claimSeconds + disputeSeconds }, terms);
}

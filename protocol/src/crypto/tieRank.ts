import { sha256Hex } from './hash.js';

/**
 * Which of several equal bids comes first, lowest first: SHA-256(buyer's salt ‖ commitment), hex. Sellers have committed
 * before they know the salt, and the buyer has committed to the salt before it knows any bid, so that nobody can grind it.
 */
export function tieRank(buyerSalt: string, commitment: string): string {
  return sha256Hex(buyerSalt + commitment);
}

import { sha256Hex } from './hash.js';

const ESCROW = 'acequia escrow v1\n';

/** Who holds the lots of a bid until its auction is settled: an id that no account has and no request can name. */
export function escrowHolder(auctionId: string, tag: string): string {
  return `esc-${sha256Hex(`${ESCROW}${auctionId}\n${tag}`).slice(0, 32)}`;
}

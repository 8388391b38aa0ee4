import { tieRank } from '../crypto/tieRank.js';

/** A bid that was revealed. */
export interface RevealedBid {
  readonly tag: string;
  readonly lots: number;
  /** Tokens (minor units) that it asks a lot. */
  readonly unitPrice: bigint;
  readonly commitment: string;
}

/** What the buyer wanted, as it revealed it. */
export interface AuctionDemand {
  readonly lots: number;
  /** The most that it pays a lot. */
  readonly maxPrice: bigint;
  readonly salt: string;
}

/** Who sells how many lots, cheapest first, and the one price that all are paid a lot. */
export interface Clearing {
  readonly winners: readonly { readonly tag: string; readonly lots: number }[];
  readonly lots: number;
  /** Zero when nothing is sold. */
  readonly unitPrice: bigint;
}

/**
 * CheckWinner of paper 000 Fig. 5 for equal lots: a reverse Vickrey auction. The lowest bids that are not above what the buyer
 * pays get its lots, and all are paid the lowest bid that was rejected, or what the buyer pays at most if that is lower or
 * none was. A bid that is filled in part is a rejected one as well. It makes no difference in which order the bids stand.
 * For who offers one lot, the truth is the best bid.
 */
export function clearAuction(demand: AuctionDemand, bids: readonly RevealedBid[]): Clearing {
  const ranked = bids
    .map((bid) => ({ ...bid, rank: tieRank(demand.salt, bid.commitment) }))
    .sort((a, b) => compare(a.unitPrice, b.unitPrice) || compare(a.rank, b.rank) || compare(a.tag, b.tag));
  const winners: { tag: string; lots: number }[] = [];
  let left = demand.lots;
  let unitPrice = demand.maxPrice;
  for (const bid of ranked) {
    const lots = bid.unitPrice > demand.maxPrice ? 0 : Math.min(left, bid.lots);
    if (lots > 0) winners.push({ tag: bid.tag, lots });
    left -= lots;
    // The first in order that is not filled is the lowest rejected one.
    if (lots === bid.lots) continue;
    if (bid.unitPrice < unitPrice) unitPrice = bid.unitPrice;
    break;
  }
  const sold = demand.lots - left;
  return { winners, lots: sold, unitPrice: sold === 0 ? 0n : unitPrice };
}

function compare<T extends bigint | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

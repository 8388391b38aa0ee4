import type { AuctionRecord, PriceOpening, SettlementRecord } from '../schemas/auctions.js';
import { clearAuction, type Clearing } from './clearAuction.js';

/** A bid with the price that it opened, if it did. */
export interface BidAtEnd {
  readonly tag: string;
  readonly lots: number;
  readonly commitment: string;
  readonly reveal?: Pick<PriceOpening, 'unitPrice'> | undefined;
}

/** What an auction's end follows from. */
export interface AuctionAtEnd {
  readonly auction: Pick<AuctionRecord, 'lots' | 'bond' | 'terms'>;
  readonly bids: readonly BidAtEnd[];
  /** What the buyer opened, if it did. */
  readonly maxPrice: PriceOpening | undefined;
  /** The end that follows from time alone, if one does. */
  readonly byTime: 'late' | 'hurried' | undefined;
}

/** How an auction ends; amounts in tokens (minor units). */
export interface AuctionEnd {
  readonly outcome: SettlementRecord['outcome'];
  readonly clearing: Clearing;
  /** What the buyer loses. */
  readonly penalty: bigint;
  /** Whether who does not open its price loses its bond: it had the time to. */
  readonly forfeits: boolean;
}

const NOTHING_SOLD: Clearing = { winners: [], lots: 0, unitPrice: 0n };

/**
 * How an auction ends (paper 000 Figs. 5 and 6: `CheckWinner`, `RefundSucceed`, `RefundFail`): the contract settles by it, and who
 * audits computes it anew.
 */
export function endAuction(given: AuctionAtEnd): AuctionEnd {
  const cleared = given.byTime === undefined ? clear(given) : NOTHING_SOLD;
  const outcome = given.byTime ?? outcomeOf(given, cleared);
  return {
    outcome,
    clearing: cleared,
    penalty: penaltyOf(given, outcome),
    forfeits: outcome !== 'hurried',
  };
}

function outcomeOf({ maxPrice }: AuctionAtEnd, { lots }: Clearing): SettlementRecord['outcome'] {
  if (maxPrice === undefined) return 'undeposited';
  return lots > 0 ? 'traded' : 'deadEnd';
}

function clear({ auction: { lots }, bids, maxPrice }: AuctionAtEnd): Clearing {
  if (maxPrice === undefined) return NOTHING_SOLD;
  const revealed = bids.flatMap(({ tag, lots: offered, commitment, reveal }) =>
    reveal === undefined ? [] : [{ tag, lots: offered, commitment, unitPrice: BigInt(reveal.unitPrice) }],
  );
  const cleared = clearAuction({ lots, maxPrice: BigInt(maxPrice.unitPrice), salt: maxPrice.salt }, revealed);
  return cleared.lots > 0 ? cleared : NOTHING_SOLD;
}

/** All, when the buyer did not say what it pays; a part, when nobody sells at that (`RefundFail`). */
function penaltyOf(
  { auction: { bond, terms }, maxPrice }: AuctionAtEnd,
  outcome: SettlementRecord['outcome'],
): bigint {
  if (maxPrice === undefined && outcome !== 'hurried') return BigInt(bond);
  return outcome === 'deadEnd' ? (BigInt(bond) * BigInt(terms.deadEndPenaltyBp)) / 10_000n : 0n;
}

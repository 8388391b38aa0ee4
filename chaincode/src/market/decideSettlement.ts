import {
  endAuction,
  fromAmount,
  type AuctionRecord,
  type BidRecord,
  type DeliveryRecord,
  type PriceOpening,
  type SettlementRecord,
} from '@acequia/protocol';
import { deliveryOf } from './deliveryOf.js';
import { Shares } from './Shares.js';

/** All that an auction's end depends on, frozen when the opening of prices was closed. */
export interface AuctionCase {
  readonly auction: AuctionRecord;
  readonly bids: readonly BidRecord[];
  /** Prices that were opened, by the tag of their bid. */
  readonly reveals: ReadonlyMap<string, PriceOpening>;
  /** What the buyer opened, if it did. */
  readonly maxPrice: PriceOpening | undefined;
  /** Whether the bidding was closed so late that there was little time to open prices: who did not is not to blame. */
  readonly hurried: boolean;
  /** Whether the period is over: it is too late to trade. Who did not open in time loses its bond as ever. */
  readonly late: boolean;
}

/** What each gets: bonds and lots are given out to the last one. */
export interface SettlementPlan {
  readonly record: Omit<SettlementRecord, 'settledAt'>;
  /** Tokens by account. */
  readonly tokens: ReadonlyMap<string, bigint>;
  /** Lots by quota account. */
  readonly lots: ReadonlyMap<string, bigint>;
  readonly deliveries: readonly DeliveryRecord[];
}

/**
 * How an auction ends (paper 000 Figs. 5 and 6: `CheckWinner`, `RefundSucceed`, `RefundFail`). Winners get their proceeds and the
 * bond for what they sold later, by their deliveries; everything else is given out now. The same whatever the order of the bids.
 */
export function decideSettlement(given: AuctionCase): SettlementPlan {
  const { auction, bids } = given;
  const { fund } = auction.terms;
  const { outcome, clearing, penalty, forfeits } = endAuction({
    auction,
    bids: bids.map((bid) => ({ ...bid, reveal: given.reveals.get(bid.tag) })),
    maxPrice: given.maxPrice,
    byTime: endByTime(given),
  });
  const won = new Map(clearing.winners.map(({ tag, lots }) => [tag, lots]));
  const tokens = new Shares();
  const lots = new Shares();
  tokens.add(fund, penalty);
  tokens.add(
    auction.buyer.accountId,
    BigInt(auction.bond) - penalty - BigInt(clearing.lots) * clearing.unitPrice,
  );
  lots.add(auction.buyer.quotaAccountId, BigInt(clearing.lots));
  for (const bid of bids) {
    const sold = BigInt(won.get(bid.tag) ?? 0);
    const isForfeit = forfeits && !given.reveals.has(bid.tag);
    const rest = BigInt(bid.bond) - sold * BigInt(auction.terms.excessPrice);
    tokens.add(isForfeit ? fund : bid.accountId, rest);
    lots.add(bid.quotaAccountId, BigInt(bid.lots) - sold);
  }
  return {
    record: {
      outcome,
      lots: clearing.lots,
      unitPrice: fromAmount(clearing.unitPrice),
      toFund: fromAmount(tokens.of(fund)),
    },
    tokens: tokens.all(),
    lots: lots.all(),
    deliveries: bids.flatMap((bid) => {
      const sold = won.get(bid.tag);
      return sold === undefined ? [] : [deliveryOf(auction, bid, sold, clearing.unitPrice)];
    }),
  };
}

function endByTime({ late, hurried }: AuctionCase): 'late' | 'hurried' | undefined {
  if (hurried) return 'hurried';
  return late ? 'late' : undefined;
}

import { priceCommitment } from '../crypto/priceCommitment.js';
import type { AuctionView, BidView, SettlementRecord } from '../schemas/auctions.js';
import type { DeliveryView } from '../schemas/deliveries.js';
import { breachCharge } from './breachCharge.js';
import type { Clearing } from './clearAuction.js';
import { endAuction, type AuctionEnd } from './endAuction.js';
import { isHurried } from './isHurried.js';

/** What of an auction is not as its bids make it. */
export type AuctionFault =
  /** A price does not open what was sealed. */
  | 'COMMITMENT_WRONG'
  | 'OUTCOME_WRONG'
  | 'LOTS_WRONG'
  | 'PRICE_WRONG'
  /** The fund got more or less than it should. */
  | 'FUND_WRONG'
  /** Others sold than should have, or other amounts. */
  | 'SALES_WRONG'
  /** A sale was paid out with another sum than it should. */
  | 'PAYOUT_WRONG';

/** How an auction should have ended; amounts in tokens (minor units). */
export interface AuctionAudit {
  readonly expected: Omit<SettlementRecord, 'settledAt'>;
  /** None when the ledger's records say the same. */
  readonly faults: readonly AuctionFault[];
}

/**
 * Recomputes the outcome of a settled auction from its bids and opened prices (paper 000 Figs. 5 and 6), and holds what stands on
 * the ledger against it. That an auction was settled too late is taken from its record: when the period was closed is not in the view.
 *
 * @throws RangeError when it is not settled.
 */
export function auditAuction(auction: AuctionView): AuctionAudit {
  const { settlement } = auction;
  if (settlement === undefined) throw new RangeError('the auction is not settled');
  const { maxPrice, bids } = auction;
  const end = endAuction({ auction, bids, maxPrice, byTime: endByTime(auction) });
  const { outcome, clearing } = end;
  const expected = {
    outcome,
    lots: clearing.lots,
    unitPrice: clearing.unitPrice.toString(),
    toFund: toFund(auction, end).toString(),
  };
  const checks: readonly (readonly [AuctionFault, boolean])[] = [
    ['COMMITMENT_WRONG', isOpenedAsSealed(auction)],
    ['OUTCOME_WRONG', settlement.outcome === expected.outcome],
    ['LOTS_WRONG', settlement.lots === expected.lots],
    ['PRICE_WRONG', settlement.unitPrice === expected.unitPrice],
    ['FUND_WRONG', settlement.toFund === expected.toFund],
    ['SALES_WRONG', auction.bids.every((bid) => isSoldAs(bid, clearing))],
    ['PAYOUT_WRONG', auction.bids.every(isPaidOut)],
  ];
  return { expected, faults: checks.filter(([, isRight]) => !isRight).map(([fault]) => fault) };
}

function endByTime(auction: AuctionView): 'late' | 'hurried' | undefined {
  const { biddingClosedAt, settlement } = auction;
  if (biddingClosedAt !== undefined && isHurried(auction, biddingClosedAt)) return 'hurried';
  return settlement?.outcome === 'late' ? 'late' : undefined;
}

/** All that is paid to the fund's account when the auction is settled, penalties and whatever else. */
function toFund(auction: AuctionView, { clearing, penalty, forfeits }: AuctionEnd): bigint {
  const { buyer, bond, terms, bids } = auction;
  const { fund } = terms;
  const paid = BigInt(clearing.lots) * clearing.unitPrice;
  let sum = penalty + (buyer.accountId === fund ? BigInt(bond) - penalty - paid : 0n);
  for (const bid of bids) {
    const isForfeit = forfeits && bid.reveal === undefined;
    // What is not kept for lots that were sold.
    const rest = BigInt(bid.bond) - BigInt(lotsOf(bid, clearing)) * BigInt(terms.excessPrice);
    if (isForfeit || bid.accountId === fund) sum += rest;
  }
  return sum;
}

function lotsOf({ tag }: BidView, { winners }: Clearing): number {
  return winners.find((winner) => winner.tag === tag)?.lots ?? 0;
}

function isOpenedAsSealed({ auctionId, buyer, maxPriceHash, maxPrice, bids }: AuctionView): boolean {
  const buyers = { side: 'buyer', auctionId, tag: buyer.tag } as const;
  if (maxPrice !== undefined && priceCommitment(buyers, maxPrice) !== maxPriceHash) return false;
  return bids.every(
    ({ tag, commitment, reveal }) =>
      reveal === undefined || priceCommitment({ side: 'seller', auctionId, tag }, reveal) === commitment,
  );
}

function isSoldAs(bid: BidView, clearing: Clearing): boolean {
  const sold = lotsOf(bid, clearing);
  const { delivery } = bid;
  if (sold === 0) return delivery === undefined;
  const proceeds = (BigInt(sold) * clearing.unitPrice).toString();
  return delivery?.lots === sold && delivery.proceeds === proceeds;
}

/** Proceeds and bond, less what a breach costs that was decided, or claimed and not disputed. */
function isPaidOut({ delivery }: BidView): boolean {
  if (delivery?.release === undefined) return true;
  const { release, proceeds, bond } = delivery;
  const charge = breachCharge(delivery, breachedLots(delivery));
  const rest = BigInt(proceeds) + BigInt(bond) - charge;
  return release.charged === charge.toString() && release.paid === rest.toString();
}

/** Of a delivery that was paid out: a dispute that no auditor decided in time is the seller's. */
function breachedLots({ claim, dispute, decision }: DeliveryView): number {
  if (decision !== undefined) return decision.lots;
  return dispute === undefined ? (claim?.lots ?? 0) : 0;
}

import { deliveryDueAt, type AuctionView } from '@acequia/protocol';
import type { AuctionLook } from './AuctionLook.js';

const PHASES = { bidding: 'bidding', reveal: 'opening', settling: 'closed', settled: 'settled' } as const;

/** What the ledger's view of an auction says of the part that stands under a tag; of accounts it says nothing. Pure. */
export function lookOfAuction(
  view: AuctionView,
  { side, tag }: { readonly side: 'buy' | 'sell'; readonly tag: string },
): AuctionLook {
  const { biddingEndsAt, revealEndsAt: openingEndsAt } = view;
  const part = side === 'buy' ? buyersPart(view, tag) : sellersPart(view, tag);
  const phase = PHASES[view.phase];
  const isReleased = phase === 'settled' && part.heldUntil === undefined;
  const isTooLate = view.settlement?.outcome === 'hurried';
  return { phase, biddingEndsAt, openingEndsAt, ...part, isReleased, ...(isTooLate && { isTooLate }) };
}

type Part = Pick<AuctionLook, 'mine' | 'result' | 'claimedLots' | 'heldUntil'>;

function buyersPart({ buyer, maxPrice, settlement }: AuctionView, tag: string): Part {
  if (buyer.tag !== tag) return { mine: 'absent' };
  const mine = maxPrice === undefined ? 'placed' : 'opened';
  if (settlement === undefined) return { mine };
  const { lots, unitPrice } = settlement;
  return { mine, result: { lots, price: BigInt(unitPrice) } };
}

function sellersPart({ bids, settlement }: AuctionView, tag: string): Part {
  const bid = bids.find((candidate) => candidate.tag === tag);
  if (bid === undefined) return { mine: 'absent' };
  const mine = bid.reveal === undefined ? 'placed' : 'opened';
  if (settlement === undefined) return { mine };
  const { delivery } = bid;
  if (delivery === undefined) return { mine, result: { lots: 0, price: 0n } };
  const result = { lots: delivery.lots, price: BigInt(delivery.unitPrice) };
  const { claim } = delivery;
  const heldUntil = deliveryDueAt(delivery);
  return {
    mine,
    result,
    ...(claim === undefined ? {} : { claimedLots: claim.lots }),
    ...(heldUntil === undefined ? {} : { heldUntil }),
  };
}

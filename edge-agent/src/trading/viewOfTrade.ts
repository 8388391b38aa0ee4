import type { TradeEntry } from './tradeEntry.js';
import type { TradeView } from './tradeViews.js';

/** A trade as the household sees it. Pure. */
export function viewOfTrade(entry: TradeEntry): TradeView {
  const { tradeId, auctionId, side, resource, periodId, lots, price, phase, startedAt } = entry;
  const { finishedAt, outcome, claimedLots, decision, orderId } = entry;
  return {
    tradeId,
    auctionId,
    side,
    resource,
    periodId,
    lots,
    quantity: decision.intent.quantity,
    price,
    phase,
    isByHand: orderId !== undefined,
    startedAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(claimedLots === undefined ? {} : { claimedLots }),
  };
}

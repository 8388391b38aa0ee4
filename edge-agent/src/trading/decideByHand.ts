import { CodedError, fromAmount } from '@acequia/protocol';
import type { Decision } from './decisionSchema.js';
import type { Share, Situation } from './Situation.js';
import type { TradeOrder } from './tradeViews.js';

/** Prices are said for so many base units. */
const PRICED_BY = 1000n;
const MAX_LOTS = 1_000_000_000n;

/**
 * What the household's own order comes to: whole lots, of which a buyer gets no less than it asked for and a seller gives no more;
 * prices are rounded so that the limit holds. Pure.
 *
 * @param situation of the order's resource.
 * @throws CodedError SHARE_UNKNOWN, MARKET_UNKNOWN, QUANTITY_TOO_SMALL, QUANTITY_TOO_LARGE, PRICE_TOO_LOW, PRICE_TOO_HIGH.
 */
export function decideByHand(order: TradeOrder, { now: at, periodId, share }: Situation): Decision {
  if (share === undefined) {
    throw new CodedError('SHARE_UNKNOWN', 'the home holds no share of it that could be read');
  }
  const { side, resource } = order;
  const lots = lotsOf(order, share);
  const price = priceOf(order, share);
  const quantity = fromAmount(lots * share.lotSize);
  const intent = { periodId, lots: Number(lots), quantity, price: fromAmount(price) };
  return { at, side, resource, reason: 'trade', by: 'hand', intent };
}

function lotsOf({ side, quantity }: TradeOrder, { lotSize, holds }: Share): bigint {
  const wanted = BigInt(quantity);
  const lots = side === 'buy' ? (wanted + lotSize - 1n) / lotSize : wanted / lotSize;
  if (lots === 0n) {
    throw new CodedError(
      'QUANTITY_TOO_SMALL',
      `the least that is traded is ${lotSize.toString()} base units`,
    );
  }
  if (lots > MAX_LOTS || (side === 'sell' && lots * lotSize > holds)) {
    throw new CodedError('QUANTITY_TOO_LARGE', 'the home does not hold so much');
  }
  return lots;
}

function priceOf({ side, price }: TradeOrder, { lotSize, excessPrice }: Share): bigint {
  if (excessPrice === undefined) throw new CodedError('MARKET_UNKNOWN', 'there is no market for it');
  const exact = BigInt(price) * lotSize;
  const ofLot = side === 'buy' ? exact / PRICED_BY : (exact + PRICED_BY - 1n) / PRICED_BY;
  if (ofLot === 0n)
    throw new CodedError('PRICE_TOO_LOW', 'it is less than the smallest coin for what is traded');
  // Above it nobody buys: going over the share would be cheaper.
  if (ofLot <= excessPrice) return ofLot;
  if (side === 'buy') return excessPrice;
  throw new CodedError('PRICE_TOO_HIGH', 'going over the share is cheaper: nobody can pay that');
}

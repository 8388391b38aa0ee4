import { divideHalfUp, fromAmount } from '../amounts.js';
import type { MeanPrice, TradeRecord } from '../schemas/market.js';

/** The mean trading price: what lots were sold for, a lot, in tokens (minor units), rounded half up. */
export function meanTradePrice(trades: readonly Pick<TradeRecord, 'lots' | 'unitPrice'>[]): MeanPrice {
  const lots = trades.reduce((sum, trade) => sum + BigInt(trade.lots), 0n);
  const paid = trades.reduce((sum, { lots: sold, unitPrice }) => sum + BigInt(sold) * BigInt(unitPrice), 0n);
  return {
    trades: trades.length,
    lots: fromAmount(lots),
    ...(lots > 0n && { meanPrice: fromAmount(divideHalfUp(paid, lots)) }),
  };
}

import { meanTradePrice, publicRecords, type MeanPrice } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';

/**
 * The mean trading price of a market over all its trades.
 *
 * @throws LedgerError MARKET_UNKNOWN.
 */
export async function getMeanPrice(
  { state }: QueryTransaction,
  { periodId, resource }: RequestOf<'market', 'getMeanPrice'>,
): Promise<MeanPrice> {
  await state.getRequired(publicRecords.market, [periodId, resource]);
  const trades = await state.list(publicRecords.trade, [periodId, resource]);
  return meanTradePrice(trades.map(({ value }) => value));
}

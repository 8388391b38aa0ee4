import { publicRecords, tradeWeights, type TradeWeight } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';

/** W_P(t), W_E(t) and W_W(t) of paper 000 Eqs. 8, 10 and 11, now, for the resources that a period has a market of. */
export async function getWeights(
  { state, now }: QueryTransaction,
  { periodId }: RequestOf<'market', 'getWeights'>,
): Promise<TradeWeight[]> {
  const markets = await state.list(publicRecords.market, [periodId]);
  const trades = await state.list(publicRecords.trade, [periodId]);
  return tradeWeights(
    markets.map(({ value }) => value),
    trades.map(({ value }) => value),
    now,
  );
}

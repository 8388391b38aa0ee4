import { publicRecords, resourceSchema, type PriceRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/** The newest market prices, of the resources that have any. */
export async function readMarket(state: LedgerReader): Promise<PriceRecord['market']> {
  const market: PriceRecord['market'] = [];
  for (const resource of resourceSchema.options) {
    const record = await state.get(publicRecords.marketPrice, [resource]);
    if (record !== undefined) market.push({ resource, priceMicro: record.price.priceMicro });
  }
  return market;
}

import { publicRecords } from '@acequia/protocol';
import type { QueryTransaction, ResponseOf } from '../ledger/index.js';

/**
 * The prices at the counter, and Z_T of Eq. 8 of paper 000: the token's price in the currency.
 *
 * @throws LedgerError PRICE_UNKNOWN before the counter first opened.
 */
export async function getPrice({ state }: QueryTransaction): Promise<ResponseOf<'token', 'getPrice'>> {
  const price = await state.getRequired(publicRecords.price, []);
  return { ...price, zT: price.sellPrice };
}

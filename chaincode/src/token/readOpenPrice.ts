import { publicRecords, type PriceRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { TokenError } from './TokenError.js';

/**
 * The price at which the counter trades. It is all that two trades both read, and neither writes it.
 *
 * @throws TokenError COUNTER_CLOSED.
 */
export async function readOpenPrice(state: LedgerReader): Promise<PriceRecord> {
  const price = await state.get(publicRecords.price, []);
  if (price?.isOpen === true) return price;
  throw new TokenError('COUNTER_CLOSED', 'the counter is closed');
}

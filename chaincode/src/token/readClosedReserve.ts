import { publicRecords, type PriceRecord } from '@acequia/protocol';
import type { LedgerState } from '../ledger/index.js';
import { ReserveTotals } from './ReserveTotals.js';
import { TokenError } from './TokenError.js';

/**
 * The totals while the counter is closed and all deltas are folded in, with the price last in force, if there was one.
 *
 * @throws TokenError COUNTER_NOT_CLOSED, FOLD_MISSING. @throws LedgerError RESERVE_UNKNOWN.
 */
export async function readClosedReserve(
  state: LedgerState,
): Promise<{ readonly totals: ReserveTotals; readonly price: PriceRecord | undefined }> {
  const price = await state.get(publicRecords.price, []);
  if (price?.isOpen === true) throw new TokenError('COUNTER_NOT_CLOSED', 'the counter is open');
  const deltas = await state.listFrozen(publicRecords.reserveDelta, []);
  if (deltas.length > 0) throw new TokenError('FOLD_MISSING', 'not every delta is folded into the reserve');
  return { totals: ReserveTotals.of(await state.getRequired(publicRecords.reserve, [])), price };
}

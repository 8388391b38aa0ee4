import { publicRecords, type ReserveDelta } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { ReserveTotals } from './ReserveTotals.js';
import { TokenError } from './TokenError.js';

/**
 * Folds deltas into the totals, by key. What it adds up to stays as it was, so that it may be done while the counter is open
 * too; `getReserve` names what came in first, for totals do not go below zero in between.
 *
 * @throws TokenError DELTA_DUPLICATE, RESERVE_INSUFFICIENT. @throws LedgerError RESERVE_UNKNOWN, RESERVE_DELTA_UNKNOWN.
 */
export async function foldReserve(
  { state }: WriteTransaction,
  { deltas }: RequestOf<'token', 'foldReserve'>,
): Promise<void> {
  if (new Set(deltas).size < deltas.length) {
    throw new TokenError('DELTA_DUPLICATE', 'a delta is folded in once');
  }
  const totals = ReserveTotals.of(await state.getRequired(publicRecords.reserve, []));
  const folded: ReserveDelta[] = [];
  for (const id of deltas) {
    folded.push(await state.getRequired(publicRecords.reserveDelta, [id]));
    await state.delete(publicRecords.reserveDelta, [id]);
  }
  await state.put(publicRecords.reserve, [], totals.after(folded).toRecord());
}

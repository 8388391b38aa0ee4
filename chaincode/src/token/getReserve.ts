import { publicRecords, type ReserveView } from '@acequia/protocol';
import type { QueryTransaction } from '../ledger/index.js';
import { ReserveTotals } from './ReserveTotals.js';

/** As many deltas as `foldReserve` takes at once. */
const SHOWN = 200;

/**
 * Supply and reserve with all that is not folded in yet, and whether the one covers the other: what anyone can check at any
 * block (paper 000 §5.2). Deltas that came in are named first, as they are to be folded.
 *
 * @throws LedgerError RESERVE_UNKNOWN.
 */
export async function getReserve({ state }: QueryTransaction): Promise<ReserveView> {
  const kept = ReserveTotals.of(await state.getRequired(publicRecords.reserve, []));
  const price = await state.get(publicRecords.price, []);
  const deltas = await state.list(publicRecords.reserveDelta, []);
  const totals = kept.after(deltas.map(({ value }) => value));
  const required = totals.required(price);
  const inFirst = [
    ...deltas.filter(({ value }) => value.direction === 'in'),
    ...deltas.filter(({ value }) => value.direction === 'out'),
  ];
  return {
    ...totals.toRecord(),
    required: required.toString(),
    covers: totals.currency >= required,
    unfolded: deltas.length,
    deltas: inFirst.slice(0, SHOWN).map(({ key }) => key[0] ?? ''),
  };
}

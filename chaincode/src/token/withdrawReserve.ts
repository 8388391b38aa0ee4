import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { readClosedReserve } from './readClosedReserve.js';
import { requirePayee } from './requirePayee.js';
import { ReserveTotals } from './ReserveTotals.js';
import { requireTokenOwner } from './requireTokenOwner.js';

/**
 * Takes currency that the reserve does not need at the price last in force, and gives it to an account.
 *
 * @throws TokenError OWNER_DENIED, ACCOUNT_FROZEN, COUNTER_NOT_CLOSED, FOLD_MISSING, RESERVE_INSUFFICIENT.
 * @throws LedgerError TOKEN_UNKNOWN, ACCOUNT_UNKNOWN.
 */
export async function withdrawReserve(
  tx: WriteTransaction,
  { destination, amount }: RequestOf<'token', 'withdrawReserve'>,
): Promise<void> {
  await requireTokenOwner(tx);
  await requirePayee(destination, tx.state);
  const { totals, price } = await readClosedReserve(tx.state);
  const next = new ReserveTotals(totals.supply, totals.currency - BigInt(amount));
  next.requireCovered(price);
  await tx.state.put(publicRecords.reserve, [], next.toRecord());
  await credit(tx, destination, 'reserve', BigInt(amount), 'currency');
}

import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { readClosedReserve } from './readClosedReserve.js';
import { requirePayee } from './requirePayee.js';
import { ReserveTotals } from './ReserveTotals.js';
import { requireTokenOwner } from './requireTokenOwner.js';

/**
 * Creates tokens for an account, as far as the reserve can buy them back as well (paper 000 §5.2, `createToken`).
 *
 * @throws TokenError OWNER_DENIED, ACCOUNT_FROZEN, COUNTER_NOT_CLOSED, FOLD_MISSING, RESERVE_INSUFFICIENT.
 * @throws LedgerError TOKEN_UNKNOWN, ACCOUNT_UNKNOWN.
 */
export async function createToken(
  tx: WriteTransaction,
  { destination, amount }: RequestOf<'token', 'createToken'>,
): Promise<void> {
  await requireTokenOwner(tx);
  await requirePayee(destination, tx.state);
  const { totals, price } = await readClosedReserve(tx.state);
  const next = new ReserveTotals(totals.supply + BigInt(amount), totals.currency);
  next.requireCovered(price);
  await tx.state.put(publicRecords.reserve, [], next.toRecord());
  await credit(tx, destination, 'created', BigInt(amount));
}

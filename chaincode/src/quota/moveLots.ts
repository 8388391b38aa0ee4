import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { changeHolding } from './changeHolding.js';
import { refuseClosed } from './refuseClosed.js';

/**
 * Moves lots from one account to another; their sum stays (Eq. 9).
 *
 * @throws QuotaError PERIOD_CLOSED, LOTS_INSUFFICIENT. @throws LedgerError HOLDING_UNKNOWN.
 */
export async function moveLots(
  { state }: WriteTransaction,
  { periodId, resource, from, to, lots }: RequestOf<'quota', 'moveLots'>,
): Promise<void> {
  await refuseClosed(periodId, state);
  await changeHolding(state, { periodId, resource, accountId: from }, -lots);
  await changeHolding(state, { periodId, resource, accountId: to }, lots);
}

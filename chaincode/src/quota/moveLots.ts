import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { QuotaError } from './QuotaError.js';
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
  const giver = await state.getRequired(publicRecords.holding, [periodId, resource, from]);
  const taker = await state.get(publicRecords.holding, [periodId, resource, to]);
  if (giver.lots < lots) {
    throw new QuotaError('LOTS_INSUFFICIENT', `the account holds fewer than ${lots} lots of ${resource}`);
  }
  await state.put(publicRecords.holding, [periodId, resource, from], { ...giver, lots: giver.lots - lots });
  await state.put(publicRecords.holding, [periodId, resource, to], {
    accountId: to,
    resource,
    lots: (taker?.lots ?? 0) + lots,
  });
}

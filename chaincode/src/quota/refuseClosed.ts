import { publicRecords } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { QuotaError } from './QuotaError.js';

/**
 * Refuses what may only be done in an open period. The phase key is read, so that a transaction that is ordered after the
 * closing one is invalid (DESIGN §5.6).
 *
 * @throws QuotaError PERIOD_CLOSED.
 */
export async function refuseClosed(periodId: string, state: LedgerReader): Promise<void> {
  if ((await state.get(publicRecords.periodClosed, [periodId])) === undefined) return;
  throw new QuotaError('PERIOD_CLOSED', `the period ${periodId} is closed`);
}

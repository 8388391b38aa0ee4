import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { QuotaError } from './QuotaError.js';
import { refuseClosed } from './refuseClosed.js';

/**
 * Closes a period that is over, by anybody. It writes the phase key only (DESIGN §5.6).
 *
 * @throws QuotaError PERIOD_CLOSED, PERIOD_OPEN_STILL. @throws LedgerError PERIOD_UNKNOWN.
 */
export async function closePeriod(
  { state, now }: WriteTransaction,
  { periodId }: RequestOf<'quota', 'closePeriod'>,
): Promise<void> {
  const period = await state.getRequired(publicRecords.period, [periodId]);
  await refuseClosed(periodId, state);
  if (now < period.end) throw new QuotaError('PERIOD_OPEN_STILL', `the period ${periodId} is not over yet`);
  await state.put(publicRecords.periodClosed, [periodId], { periodId, closedAt: now });
}

import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { QuotaError } from './QuotaError.js';
import { refuseClosed } from './refuseClosed.js';

/**
 * How long operators alone close a period that is over: they wait for auctions that are not settled and for what homes have not been
 * told yet, and a neighbour who was quicker would cost others what they bought last.
 */
const HEAD_START_SECONDS = 7 * 86_400;

/**
 * Closes a period that is over: an operator, or anybody a week later. It writes the phase key only (DESIGN §5.6).
 *
 * @throws QuotaError PERIOD_CLOSED, PERIOD_OPEN_STILL. @throws LedgerError PERIOD_UNKNOWN.
 */
export async function closePeriod(
  { caller, state, now }: WriteTransaction,
  { periodId }: RequestOf<'quota', 'closePeriod'>,
): Promise<void> {
  const period = await state.getRequired(publicRecords.period, [periodId]);
  await refuseClosed(periodId, state);
  if (now < period.end) throw new QuotaError('PERIOD_OPEN_STILL', `the period ${periodId} is not over yet`);
  if (caller.role !== 'operator' && now < period.end + HEAD_START_SECONDS) {
    throw new QuotaError(
      'PERIOD_OPEN_STILL',
      `operators alone close the period ${periodId} until a week after its end`,
    );
  }
  await state.put(publicRecords.periodClosed, [periodId], { periodId, closedAt: now });
}

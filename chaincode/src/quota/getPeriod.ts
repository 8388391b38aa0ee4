import { publicRecords } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';

/**
 * A period, and when it was closed.
 *
 * @throws LedgerError PERIOD_UNKNOWN.
 */
export async function getPeriod(
  { state }: QueryTransaction,
  { periodId }: RequestOf<'quota', 'getPeriod'>,
): Promise<ResponseOf<'quota', 'getPeriod'>> {
  const period = await state.getRequired(publicRecords.period, [periodId]);
  const closed = await state.get(publicRecords.periodClosed, [periodId]);
  return { ...period, ...(closed !== undefined && { closedAt: closed.closedAt }) };
}

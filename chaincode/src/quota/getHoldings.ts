import { publicRecords, type Holding } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';

/**
 * What the accounts hold in a period, by resource and account.
 *
 * @throws LedgerError PERIOD_UNKNOWN.
 */
export async function getHoldings(
  { state }: QueryTransaction,
  { periodId }: RequestOf<'quota', 'getHoldings'>,
): Promise<Holding[]> {
  await state.getRequired(publicRecords.period, [periodId]);
  return (await state.list(publicRecords.holding, [periodId])).map(({ value }) => value);
}

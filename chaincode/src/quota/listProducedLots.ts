import { publicRecords } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';

/**
 * The lots that were made of homes' production in a period: by how much its contract of energy grew, and whose accounts got it.
 *
 * @throws LedgerError PERIOD_UNKNOWN.
 */
export async function listProducedLots(
  { state }: QueryTransaction,
  { periodId }: RequestOf<'quota', 'listProducedLots'>,
): Promise<ResponseOf<'quota', 'listProducedLots'>> {
  await state.getRequired(publicRecords.period, [periodId]);
  return (await state.list(publicRecords.producedLots, [periodId])).map(({ value }) => value);
}

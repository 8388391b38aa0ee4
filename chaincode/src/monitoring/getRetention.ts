import { DEFAULT_KEEP_LAST, publicRecords } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';

/**
 * How many windows of each of a home's meters stay in state behind the newest.
 *
 * @throws LedgerError HOME_UNKNOWN.
 */
export async function getRetention(
  { state }: QueryTransaction,
  { homeId }: RequestOf<'monitoring', 'getRetention'>,
): Promise<ResponseOf<'monitoring', 'getRetention'>> {
  await state.getRequired(publicRecords.home, [homeId]);
  const retention = await state.get(publicRecords.retention, [homeId]);
  return retention ?? { homeId, keepLast: DEFAULT_KEEP_LAST };
}

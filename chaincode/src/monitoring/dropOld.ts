import { DEFAULT_KEEP_LAST, publicRecords, sequenceAttribute } from '@acequia/protocol';
import type { LedgerState } from '../ledger/index.js';
import { oldestToKeep } from './oldestToKeep.js';

/**
 * Takes the sealed E of a device's old windows out of state. What was there before is in blocks, and erased when its keys
 * are (DESIGN §5.12).
 *
 * @param first sequence of the transaction's first window. @param newest sequence of its last.
 */
export async function dropOld(
  state: LedgerState,
  { homeId, deviceId }: { readonly homeId: string; readonly deviceId: string },
  first: number,
  newest: number,
): Promise<void> {
  // The first window has nothing before it to drop, whatever is kept.
  if (first === 1) return;
  const keepLast = (await state.get(publicRecords.retention, [homeId]))?.keepLast ?? DEFAULT_KEEP_LAST;
  if (newest - keepLast <= 1) return;
  const oldest = (await state.get(publicRecords.kept, [deviceId]))?.oldest ?? 1;
  const kept = oldestToKeep({ oldest, first, newest, keepLast });
  if (kept === oldest) return;
  for (let sequence = oldest; sequence < kept; sequence += 1) {
    await state.delete(publicRecords.essential, [deviceId, sequenceAttribute(sequence)]);
  }
  await state.put(publicRecords.kept, [deviceId], { deviceId, oldest: kept });
}

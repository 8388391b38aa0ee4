import { publicRecords } from '@acequia/protocol';
import type { LedgerState } from '../ledger/index.js';

/** Has the device's next window drop a sealed E that a republication put back behind those that are kept. */
export async function keepFrom(state: LedgerState, deviceId: string, sequence: number): Promise<void> {
  const kept = await state.get(publicRecords.kept, [deviceId]);
  if (kept === undefined || kept.oldest <= sequence) return;
  await state.put(publicRecords.kept, [deviceId], { deviceId, oldest: sequence });
}

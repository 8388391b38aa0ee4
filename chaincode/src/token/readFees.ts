import { publicRecords, type FeesRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/** What transfers cost: nothing until the owner has set fees. */
export async function readFees(state: LedgerReader): Promise<FeesRecord> {
  return (await state.get(publicRecords.fees, [])) ?? { transferFeeBp: 0, rewardBp: 0 };
}

import { publicRecords } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/**
 * The home rule of requests that name a bill or note.
 *
 * @throws LedgerError BILL_UNKNOWN.
 */
export async function homeOfBill(
  { number }: { readonly number: string },
  state: LedgerReader,
): Promise<string> {
  return (await state.getRequired(publicRecords.bill, [number])).homeId;
}

import { publicRecords } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/**
 * The home rule of requests that name a party: undefined for parties that act for no home.
 *
 * @throws LedgerError PARTY_UNKNOWN.
 */
export async function homeOfParty(
  { mspId, keyHash }: { readonly mspId: string; readonly keyHash: string },
  state: LedgerReader,
): Promise<string | undefined> {
  return (await state.getRequired(publicRecords.party, [mspId, keyHash])).homeId;
}

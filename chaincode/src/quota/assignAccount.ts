import { privateRecords, publicRecords, type QuotaAccount } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';

/**
 * Tells a home, in its own collection, which accounts hold its quota; later ones replace them.
 *
 * @throws LedgerError HOME_UNKNOWN.
 */
export async function assignAccount(
  { state, privateState }: WriteTransaction,
  { homeId }: RequestOf<'quota', 'assignAccount'>,
  { quotaAccount }: { readonly quotaAccount: QuotaAccount },
): Promise<void> {
  await state.getRequired(publicRecords.home, [homeId]);
  await privateState(homeId).put(privateRecords.quotaAccount, [], quotaAccount);
}

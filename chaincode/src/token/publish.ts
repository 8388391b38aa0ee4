import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';

/**
 * Publishes the community's token, once: the caller owns it, and the whole supply is credited to the treasury. It counts as
 * supply from the start, so that the counter opens when the reserve can buy it back.
 *
 * @throws LedgerError TOKEN_EXISTS, ACCOUNT_UNKNOWN.
 */
export async function publish(
  tx: WriteTransaction,
  { name, symbol, decimals, supply, treasury, fund }: RequestOf<'token', 'publish'>,
): Promise<void> {
  const { state, caller } = tx;
  await state.getRequired(publicRecords.account, [treasury]);
  await state.getRequired(publicRecords.account, [fund]);
  const { mspId, keyHash } = caller;
  await state.create(publicRecords.token, [], { name, symbol, decimals, fund, owner: { mspId, keyHash } });
  await state.create(publicRecords.reserve, [], { supply, currency: '0' });
  await credit(tx, treasury, 'supply', BigInt(supply));
}

import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';

/**
 * Publishes the community's token, once, and credits the whole supply to the treasury.
 *
 * @throws LedgerError TOKEN_EXISTS, ACCOUNT_UNKNOWN.
 */
export async function publish(
  tx: WriteTransaction,
  { name, symbol, decimals, supply, treasury }: RequestOf<'token', 'publish'>,
): Promise<void> {
  await tx.state.getRequired(publicRecords.account, [treasury]);
  await tx.state.create(publicRecords.token, [], { name, symbol, decimals });
  await credit(tx, treasury, 'supply', BigInt(supply));
}

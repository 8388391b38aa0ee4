import { publicRecords, type TokenRecord } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { isActiveParty } from './isActiveParty.js';
import { requireTokenOwner } from './requireTokenOwner.js';
import { TokenError } from './TokenError.js';

/**
 * Hands the token's management on to another operator, and tells everybody with the event OwnershipTransferred (paper 000
 * §5.2). Accounts stay with the keys that opened them. When the owner's key is revoked any operator does this, for else
 * nobody could manage the token again.
 *
 * @throws TokenError OWNER_DENIED, OWNER_UNFIT. @throws LedgerError TOKEN_UNKNOWN.
 */
export async function transferOwn(
  tx: WriteTransaction,
  { newOwner }: RequestOf<'token', 'transferOwn'>,
): Promise<void> {
  const token = await requireManager(tx);
  if (!(await isActiveParty(newOwner, tx.state, 'operator'))) {
    throw new TokenError('OWNER_UNFIT', 'the new owner is not an enrolled, active operator');
  }
  await tx.state.put(publicRecords.token, [], { ...token, owner: newOwner });
  tx.emit('OwnershipTransferred', newOwner);
}

async function requireManager(tx: WriteTransaction): Promise<TokenRecord> {
  const token = await tx.state.getRequired(publicRecords.token, []);
  const { mspId, keyHash } = token.owner;
  const owner = await tx.state.get(publicRecords.party, [mspId, keyHash]);
  return owner?.status === 'revoked' ? token : requireTokenOwner(tx);
}

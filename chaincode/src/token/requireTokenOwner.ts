import { publicRecords, type TokenRecord } from '@acequia/protocol';
import type { WriteTransaction } from '../ledger/index.js';
import { TokenError } from './TokenError.js';

/**
 * The token, for its owner alone (paper 000 Fig. 4: "SCMowner").
 *
 * @throws TokenError OWNER_DENIED. @throws LedgerError TOKEN_UNKNOWN.
 */
export async function requireTokenOwner({
  caller,
  state,
}: Pick<WriteTransaction, 'caller' | 'state'>): Promise<TokenRecord> {
  const token = await state.getRequired(publicRecords.token, []);
  const { mspId, keyHash } = token.owner;
  if (mspId === caller.mspId && keyHash === caller.keyHash) return token;
  throw new TokenError('OWNER_DENIED', 'only the owner of the token does this');
}

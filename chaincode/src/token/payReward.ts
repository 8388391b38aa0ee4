import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { credit } from './credit.js';
import { isActiveParty } from './isActiveParty.js';
import { openPurse } from './openPurse.js';
import { requirePayee } from './requirePayee.js';
import { requireTokenOwner } from './requireTokenOwner.js';
import { TokenError } from './TokenError.js';

/** How the id of a credit ends that a fee has set aside for rewards. */
const REWARD = '-reward';

/**
 * Pays out what fees have set aside, whole credits of the fund, to the account of an enrolled party: what paper 000 §5.2
 * calls getBlockReward. Blocks are not mined here, so that who ran a node well is the owner's judgement, not the ledger's.
 *
 * @throws TokenError OWNER_DENIED, REWARD_DENIED, ACCOUNT_FROZEN, CREDIT_DUPLICATE.
 * @throws LedgerError TOKEN_UNKNOWN, ACCOUNT_UNKNOWN, CREDIT_UNKNOWN.
 */
export async function payReward(
  tx: WriteTransaction,
  { to, fold }: RequestOf<'token', 'payReward'>,
): Promise<void> {
  const { state } = tx;
  const { fund } = await requireTokenOwner(tx);
  const { ownerMspId, ownerKeyHash } = await requirePayee(to, state);
  if (to === fund || !(await isActiveParty({ mspId: ownerMspId, keyHash: ownerKeyHash }, state))) {
    throw new TokenError('REWARD_DENIED', 'rewards go to the account of an enrolled, active party');
  }
  if (!fold.every((creditId) => creditId.endsWith(REWARD))) {
    throw new TokenError('REWARD_DENIED', 'rewards are paid from what fees have set aside for them');
  }
  const { folded, take } = await openPurse(state, { accountId: fund, fold });
  await take(folded);
  await credit(tx, to, 'payout', folded);
}

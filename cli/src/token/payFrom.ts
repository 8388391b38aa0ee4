import { creditsToFold } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';

/** A payment of tokens, in minor units. */
export interface TokenPayment {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
}

/**
 * Pays tokens out of an account of one's own, with what has come in for it.
 *
 * @throws LedgerError BALANCE_INSUFFICIENT, ACCOUNT_UNKNOWN, ACCOUNT_DENIED, ACCOUNT_FROZEN.
 */
export async function payFrom({ token }: CommunityLedger, payment: TokenPayment): Promise<void> {
  const { credits } = await token.getBalance({ accountId: payment.from });
  const fold = creditsToFold(credits);
  await token.transfer({ ...payment, fold });
}

import type { Outcome, PlayCommunity } from './PlayCommunity.js';
import type { Player } from './Player.js';

/**
 * Puts money from the bank into the reserve, through an account of the operator's, and folds it in.
 *
 * @param amount currency minor units. @param reference the bank's, that nobody has used.
 */
export async function fillReserve<Someone extends Player>(
  { ledger, operator }: Pick<PlayCommunity<Someone, Outcome>, 'ledger' | 'operator'>,
  { accountId, amount, reference }: { accountId: string; amount: string; reference: string },
): Promise<void> {
  const deposited = await ledger.run(operator, 'token', 'depositCurrency', { accountId, amount, reference });
  const fold = [`${deposited.transactionId}-deposit`];
  const funded = await ledger.run(operator, 'token', 'fundReserve', { accountId, amount, fold });
  await ledger.run(operator, 'token', 'foldReserve', { deltas: [funded.transactionId] });
}

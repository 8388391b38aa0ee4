import { fromAmount, publicRecords } from '@acequia/protocol';
import type { WriteTransaction } from '../ledger/index.js';

/**
 * Gives an amount to an account, as a key of its own that the owner folds in when it spends; nothing for zero.
 *
 * @param label which of the transaction's credits it is. @throws CodedError AMOUNT_OVERFLOW.
 */
export async function credit(
  { state, id }: Pick<WriteTransaction, 'state' | 'id'>,
  accountId: string,
  label: string,
  amount: bigint,
): Promise<void> {
  if (amount === 0n) return;
  await state.create(publicRecords.credit, [accountId, `${id}-${label}`], { amount: fromAmount(amount) });
}

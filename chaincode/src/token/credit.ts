import { fromAmount, type Asset } from '@acequia/protocol';
import type { WriteTransaction } from '../ledger/index.js';
import { ASSETS } from './ASSETS.js';

/**
 * Gives an amount to an account, as a key of its own that the owner folds in when it spends; nothing for zero. It arrives in a
 * frozen account too: who pays somebody else asks `refuseFrozen` first, refunds and settlements do not.
 *
 * @param label which of the transaction's credits it is. @throws CodedError AMOUNT_OVERFLOW.
 */
export async function credit(
  { state, id }: Pick<WriteTransaction, 'state' | 'id'>,
  accountId: string,
  label: string,
  amount: bigint,
  asset: Asset = 'token',
): Promise<void> {
  if (amount === 0n) return;
  await state.create(ASSETS[asset].credit, [accountId, `${id}-${label}`], { amount: fromAmount(amount) });
}

import { fromAmount, publicRecords } from '@acequia/protocol';
import type { LedgerState } from '../ledger/index.js';
import { TokenError } from './TokenError.js';

/** What leaves an account, and the credits that are folded into its balance first. */
interface Debit {
  readonly accountId: string;
  readonly amount: bigint;
  readonly fold: readonly string[];
}

/**
 * Takes an amount from an account. The balance is the only key that two debits share; credits are folded in by key, never
 * by range (DESIGN §5.3).
 *
 * @throws TokenError CREDIT_DUPLICATE, BALANCE_INSUFFICIENT. @throws CodedError AMOUNT_OVERFLOW.
 * @throws LedgerError CREDIT_UNKNOWN, BALANCE_UNKNOWN.
 */
export async function debit(state: LedgerState, { accountId, amount, fold }: Debit): Promise<void> {
  if (new Set(fold).size < fold.length) {
    throw new TokenError('CREDIT_DUPLICATE', 'a credit is folded in once');
  }
  let balance = BigInt((await state.getRequired(publicRecords.balance, [accountId])).amount);
  for (const creditId of fold) {
    const credit = await state.getRequired(publicRecords.credit, [accountId, creditId]);
    await state.delete(publicRecords.credit, [accountId, creditId]);
    balance += BigInt(credit.amount);
  }
  if (balance < amount) {
    throw new TokenError('BALANCE_INSUFFICIENT', 'the balance, with the credits folded in, is too low');
  }
  await state.put(publicRecords.balance, [accountId], { amount: fromAmount(balance - amount) });
}

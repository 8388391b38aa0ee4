import type { LedgerState } from '../ledger/index.js';
import { openPurse, type Spending } from './openPurse.js';

/** What leaves an account. */
interface Debit extends Spending {
  readonly amount: bigint;
}

/**
 * Takes an amount from an account: tokens unless `asset` says otherwise. Whose account it is, the caller asks first.
 *
 * @throws TokenError ACCOUNT_FROZEN, CREDIT_DUPLICATE, BALANCE_INSUFFICIENT. @throws CodedError AMOUNT_OVERFLOW.
 * @throws LedgerError CREDIT_UNKNOWN, CURRENCY_CREDIT_UNKNOWN.
 */
export async function debit(state: LedgerState, { amount, ...spending }: Debit): Promise<void> {
  const purse = await openPurse(state, spending);
  await purse.take(amount);
}

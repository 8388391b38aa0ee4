import { fromAmount, type Asset } from '@acequia/protocol';
import type { LedgerState } from '../ledger/index.js';
import { ASSETS } from './ASSETS.js';
import { refuseFrozen } from './refuseFrozen.js';
import { TokenError } from './TokenError.js';

/** An account that something leaves, and the credits that are folded into its balance first. */
export interface Spending {
  readonly accountId: string;
  readonly fold: readonly string[];
  /** Tokens when absent. */
  readonly asset?: Asset;
}

/** What an account has when its credits are folded in. */
export interface Purse {
  readonly available: bigint;
  /** The part of it that came with the credits. */
  readonly folded: bigint;
  /** Takes an amount out and writes the balance, once. @throws TokenError BALANCE_INSUFFICIENT. @throws CodedError AMOUNT_OVERFLOW. */
  readonly take: (amount: bigint) => Promise<void>;
}

/**
 * Opens an account for a debit. The balance is the only key that two debits share; credits are folded in by key, never by
 * range (DESIGN §5.3). An asset that the account never had is a balance of zero.
 *
 * @throws TokenError ACCOUNT_FROZEN, CREDIT_DUPLICATE. @throws LedgerError CREDIT_UNKNOWN, CURRENCY_CREDIT_UNKNOWN.
 */
export async function openPurse(
  state: LedgerState,
  { accountId, fold, asset = 'token' }: Spending,
): Promise<Purse> {
  await refuseFrozen(accountId, state);
  if (new Set(fold).size < fold.length) {
    throw new TokenError('CREDIT_DUPLICATE', 'a credit is folded in once');
  }
  const records = ASSETS[asset];
  const balance = BigInt((await state.get(records.balance, [accountId]))?.amount ?? '0');
  let folded = 0n;
  for (const creditId of fold) {
    const { amount } = await state.getRequired(records.credit, [accountId, creditId]);
    await state.delete(records.credit, [accountId, creditId]);
    folded += BigInt(amount);
  }
  const available = balance + folded;
  return {
    available,
    folded,
    take: async (amount) => {
      if (available < amount) {
        throw new TokenError('BALANCE_INSUFFICIENT', 'the balance, with the credits folded in, is too low');
      }
      await state.put(records.balance, [accountId], { amount: fromAmount(available - amount) });
    },
  };
}

import { randomInt } from 'node:crypto';
import { CodedError, fromAmount, toAmount, type FeesRecord } from '@acequia/protocol';
import { payoutCost } from '../delegation/payoutCost.js';
import type { ServiceAccounts } from '../delegation/ServiceAccounts.js';
import type { ServicePayments } from '../delegation/ServicePayments.js';
import type { Pseudonyms } from './Pseudonyms.js';
import { splitIntoDenominations } from './splitIntoDenominations.js';

/** Each hundred of them is a payment. */
const MAX_TOKENS = 10_000n;

/** What fundings work with. */
export interface FundingContext {
  readonly pseudonyms: Pseudonyms;
  readonly accounts: ServiceAccounts;
  readonly payments: ServicePayments;
  /** Decimals of the community's token; undefined while it has none, or no service account. */
  readonly decimals: () => number | undefined;
  /** Of transfers on the ledger, as they are now. */
  readonly fees: () => FeesRecord;
  /** Ledger seconds. */
  readonly maxDelay: number;
}

/** A home's wish to fund a pseudonym. */
export interface FundingWish {
  readonly homeId: string;
  readonly tokenAccountId: string;
  /** Minor units. */
  readonly amount: string;
}

/**
 * Pays pseudonyms from what their homes have on account: in fixed denominations, each after a random time of its own, from the
 * account that all are paid from. What is left comes back the same way, as a pseudonym's transfer to that account.
 */
export class Fundings {
  readonly #context: FundingContext;

  constructor(context: FundingContext) {
    this.#context = context;
  }

  /**
   * Books the payments and takes them off the home's account, with their fees; in the caller's transaction.
   *
   * @param now ledger seconds.
   * @throws CodedError PSEUDONYM_UNKNOWN, TOKEN_MISSING, FUNDING_TOO_LARGE, SERVICE_BALANCE_INSUFFICIENT.
   */
  ask({ homeId, tokenAccountId, amount }: FundingWish, now: number): void {
    const { pseudonyms, accounts, payments, maxDelay } = this.#context;
    const fees = this.#context.fees();
    if (pseudonyms.ofTokenAccount(tokenAccountId)?.homeId !== homeId) {
      throw new CodedError('PSEUDONYM_UNKNOWN', 'the account is of no pseudonym of the home');
    }
    const parts = this.#split(amount);
    const total = parts.reduce((sum, part) => sum + payoutCost(part, fees), 0n);
    if (total > accounts.balance(homeId)) {
      throw new CodedError('SERVICE_BALANCE_INSUFFICIENT', 'the home has less on account');
    }
    for (const part of parts) {
      const dueAt = now + randomInt(maxDelay + 1);
      const requestId = payments.add({ homeId, accountId: tokenAccountId, amount: part, dueAt });
      const movement = { kind: 'funding', amount: fromAmount(payoutCost(part, fees)), at: now } as const;
      accounts.book(homeId, movement, `funding/${requestId}`);
    }
  }

  #split(amount: string): bigint[] {
    const decimals = this.#context.decimals();
    if (decimals === undefined) throw new CodedError('TOKEN_MISSING', 'the community pays nobody in tokens');
    const unit = 10n ** BigInt(decimals);
    if (toAmount(amount) > MAX_TOKENS * unit) {
      throw new CodedError('FUNDING_TOO_LARGE', 'a pseudonym is paid 10,000 tokens at most');
    }
    return splitIntoDenominations(toAmount(amount), unit);
  }
}

import { largestCredits, type BalanceView, type FeesRecord } from '@acequia/protocol';

const WHOLE = 10_000n;

/** What one transfer can take out of an account. */
export interface Sending {
  /** Tokens, minor units; 0 where what is there would not even pay the fee. */
  readonly amount: bigint;
  readonly fold: readonly string[];
}

/** The most that an account can send in one transfer, whose fee comes on top. Credits beyond the 200 largest are for the next one. Pure. */
export function mostToSend(
  { folded, credits }: Pick<BalanceView, 'folded' | 'credits'>,
  { transferFeeBp }: Pick<FeesRecord, 'transferFeeBp'>,
): Sending {
  const taken = largestCredits(credits);
  const total = taken.reduce((sum, { amount }) => sum + BigInt(amount), BigInt(folded));
  // The fee is rounded up: with a rounded down amount both fit in.
  const amount = (total * WHOLE) / (WHOLE + BigInt(transferFeeBp));
  return { amount, fold: taken.map(({ creditId }) => creditId) };
}

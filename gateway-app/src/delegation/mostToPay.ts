import type { FeesRecord } from '@acequia/protocol';

const WHOLE = 10_000n;

/** The most that can be paid out of a balance, whose fee comes on top. Pure. @param balance tokens, minor units. */
export function mostToPay(balance: bigint, { transferFeeBp }: Pick<FeesRecord, 'transferFeeBp'>): bigint {
  // Fees are rounded up: with an amount that is rounded down both fit in.
  return (balance * WHOLE) / (WHOLE + BigInt(transferFeeBp));
}

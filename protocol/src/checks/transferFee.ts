import type { FeesRecord } from '../schemas/token.js';

const WHOLE = 10_000n;

/**
 * What a transfer costs on top of its amount, rounded up, and which part of that may be paid out as a reward, rounded down.
 *
 * @param amount token minor units, as are the answers.
 */
export function transferFee(
  amount: bigint,
  { transferFeeBp, rewardBp }: FeesRecord,
): { readonly fee: bigint; readonly reward: bigint } {
  const fee = (amount * BigInt(transferFeeBp) + WHOLE - 1n) / WHOLE;
  return { fee, reward: (fee * BigInt(rewardBp)) / WHOLE };
}

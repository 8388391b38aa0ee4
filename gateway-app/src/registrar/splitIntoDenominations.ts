/** Whole tokens of a payment to a pseudonym. */
const DENOMINATIONS = [100n, 50n, 10n, 5n, 1n] as const;

/**
 * Splits an amount into payments of few sizes, the largest first; what is no whole token is rounded up. All who need the same
 * bond get the same payments.
 *
 * @param amount minor units. @param unit minor units of a token.
 */
export function splitIntoDenominations(amount: bigint, unit: bigint): bigint[] {
  let left = (amount + unit - 1n) / unit;
  return DENOMINATIONS.flatMap((tokens) => {
    const count = left / tokens;
    left -= count * tokens;
    return Array.from({ length: Number(count) }, () => tokens * unit);
  });
}

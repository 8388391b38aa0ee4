/** Sizes of coins, in units of the smallest: any number of units up to 15 is a sum of them. */
const PATTERN = [1, 2, 4, 8] as const;
/** A unit is so small a part of the smallest entitlement that two rounds of the pattern fit into it. */
const UNITS = 32;

/**
 * How large the coins are that every home with a quota of a resource gets of it, in lots: the same for all of them, so that a coin
 * says nothing of whose it is.
 *
 * @param smallestLots what the one of them with the least is entitled to.
 * @param count coins that a home may have at most.
 */
export function coinDenominations(smallestLots: number, count: number): number[] {
  const unit = Math.max(1, Math.floor(smallestLots / UNITS));
  const sizes = Array.from({ length: count }, (_, i) => unit * (PATTERN[i % PATTERN.length] ?? 1));
  let left = smallestLots;
  const fitting = sizes.findIndex((lots) => (left -= lots) < 0);
  return fitting === -1 ? sizes : sizes.slice(0, fitting);
}

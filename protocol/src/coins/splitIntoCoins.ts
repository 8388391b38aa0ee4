/** An entitlement in parts, which together are all of it. Whole lots. */
export interface SplitEntitlement {
  /** What stays on the main account. */
  readonly main: number;
  readonly coins: readonly number[];
}

/**
 * Splits a home's entitlement into coins, and what is left for its main account. A coin that the rest does not cover is left
 * out, with those behind it.
 *
 * @param denominations lots of each coin, in order.
 */
export function splitIntoCoins(lots: number, denominations: readonly number[]): SplitEntitlement {
  const coins: number[] = [];
  let main = lots;
  for (const coin of denominations) {
    if (coin > main) break;
    coins.push(coin);
    main -= coin;
  }
  return { main, coins };
}

/** An account of a home and what it holds of a resource, in lots. */
export interface Coin {
  readonly accountId: string;
  readonly lots: number;
}

/**
 * Which of a home's coins to sell: one that no pseudonym of its has had, for an account that is seen twice links the two. It is one
 * of exactly so many lots, or else the smallest that has enough.
 *
 * @returns undefined when none is left.
 */
export function chooseCoin(
  coins: readonly Coin[],
  used: ReadonlySet<string>,
  lots: number,
): Coin | undefined {
  return coins
    .filter((coin) => coin.lots >= lots && !used.has(coin.accountId))
    .toSorted((a, b) => a.lots - b.lots || (a.accountId < b.accountId ? -1 : 1))[0];
}

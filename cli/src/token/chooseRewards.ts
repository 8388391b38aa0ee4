import type { BalanceView } from '@acequia/protocol';

/** How the id of a credit ends that a fee has set aside for rewards. */
const REWARD = '-reward';
/** Most credits that one transaction pays out. */
const MOST = 200;

/** Credits that can be paid out as one reward, and what they come to, minor units. */
export interface Reward {
  readonly fold: readonly string[];
  readonly amount: bigint;
}

/**
 * What of the fund's credits to pay out: rewards are whole credits, the largest that fit first. Pure.
 *
 * @param most minor units; all that one transaction takes when absent.
 */
export function chooseRewards(credits: BalanceView['credits'], most?: bigint): Reward {
  const fold: string[] = [];
  let amount = 0n;
  const set = credits.filter(({ creditId }) => creditId.endsWith(REWARD));
  const largestFirst = set.toSorted((a, b) => Number(BigInt(b.amount) - BigInt(a.amount)));
  for (const credit of largestFirst) {
    const next = amount + BigInt(credit.amount);
    if (fold.length === MOST) break;
    if (most !== undefined && next > most) continue;
    fold.push(credit.creditId);
    amount = next;
  }
  return { fold, amount };
}

import type { Standing } from './Standing.js';
import type { TradingPolicy } from './TradingPolicy.js';

/**
 * The trading of paper 000 §7.3: "when they want to consume more than the daily limit, they request that consumption from the home
 * with the lowest consumption level". A home that is about to go over its limit asks, for the part of that one use that lies over
 * it, the one home that has used least so far that day; of several, the first. That home gives it, at most what it has not used
 * itself: it does not ask what it will need, and nobody else is asked.
 */
export const paperPolicy: TradingPolicy = {
  rounds: [],
  atUse(home, amount, standings) {
    const { used, entitlement } = standings[home] ?? { used: 0, entitlement: Infinity };
    const lender = leastUser(home, standings);
    if (lender === undefined) return [];
    const wanted = Math.min(amount, used + amount - entitlement);
    const given = Math.min(wanted, lender.entitlement - lender.used);
    return given > 0 ? [{ from: lender.home, to: home, amount: given }] : [];
  },
  atRound: () => Promise.resolve([]),
};

function leastUser(
  asking: number,
  standings: readonly Standing[],
): (Standing & { home: number }) | undefined {
  return standings
    .map((standing, home) => ({ ...standing, home }))
    .filter(({ home }) => home !== asking)
    .reduce<(Standing & { home: number }) | undefined>(
      (least, other) => (least === undefined || other.used < least.used ? other : least),
      undefined,
    );
}

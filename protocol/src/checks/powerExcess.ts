import { entitlementAt, type EntitlementStep } from './entitlementAt.js';
import type { PowerDraw } from './powerDraws.js';

/**
 * The excess of power over a home's entitlement: the sum of max(0, demand − entitlement) over the draws (DESIGN §6), each for as
 * long as it is, so that it is the same however long a meter's steps are: Wh drawn above the entitlement, rounded down once.
 *
 * @param steps what the home was entitled to; of a draw that at its start counts.
 */
export function powerExcess(draws: readonly PowerDraw[], steps: readonly EntitlementStep[]): bigint {
  let wattSeconds = 0n;
  for (const { start, end, wattSeconds: drawn } of draws) {
    const over = drawn - entitlementAt(steps, start) * BigInt(end - start);
    if (over > 0n) wattSeconds += over;
  }
  return wattSeconds / 3600n;
}

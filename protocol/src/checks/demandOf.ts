import type { PowerDraw } from './powerDraws.js';

/**
 * The mean power of a draw, W, rounded down as meters' mean power is: nothing is held against a home that its register does not
 * show. A register counts whole watt-hours, which in 15 minutes are steps of 4 W.
 */
export function demandOf({ start, end, wattSeconds }: PowerDraw): bigint {
  return wattSeconds / BigInt(end - start);
}

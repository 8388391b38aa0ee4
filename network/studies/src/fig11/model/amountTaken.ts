import type { Wish } from './Wish.js';

/** Of its entitlement, the share over which a home's use may not go before it saves, in per cent. */
const CLOSE = 90;

/**
 * What a home takes: paper 000 §7.3, "they select a water saving approach if their consumption is close to the quota limit". It is
 * close when the use as the home likes it would bring the day's use over nine tenths of what it is entitled to at that moment.
 *
 * @param used the day's use so far, mL. @param entitlement mL, with what was bought and sold. @returns mL.
 */
export function amountTaken({ amount, saving }: Wish, used: number, entitlement: number): number {
  return 100 * (used + amount) > CLOSE * entitlement ? saving : amount;
}

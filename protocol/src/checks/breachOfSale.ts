import { breachedLots } from './breachedLots.js';

/** What a home used of a resource in a period, and what it was entitled to; base units. */
export interface MeasuredPeriod {
  readonly use: bigint;
  /** What all its accounts held at the end: after what it sold, and with what it bought. */
  readonly entitlement: bigint;
  readonly lotSize: bigint;
}

/** One of a home's sales of the resource. */
export interface OneSale {
  readonly soldLots: number;
  /** Lots of its sales after this one. */
  readonly laterLots: number;
}

/**
 * How many lots of one sale a home used itself. Where it sold several times, the newest sale answers first, for it was made when the
 * home knew best what it would still need; no lot is charged twice, and all sales together answer for
 * min(sold, use − remaining entitlement) (DESIGN §6).
 */
export function breachOfSale({ soldLots, laterLots }: OneSale, measured: MeasuredPeriod): number {
  return breachedLots(laterLots + soldLots, measured) - breachedLots(laterLots, measured);
}

import { breachOfSale } from './breachOfSale.js';
import { demandOf } from './demandOf.js';
import { entitlementAt } from './entitlementAt.js';
import type { PowerQuota } from './PowerQuota.js';

/** One of a home's sales of power. */
export interface PowerSale {
  readonly lots: number;
  /** Ledger seconds: from the draw on that starts then, the lots are the buyer's. */
  readonly settledAt: number;
}

/** What a home drew and was entitled to, and the size of a lot in W. */
export interface MeasuredPower extends Pick<PowerQuota, 'draws' | 'entitlement'> {
  readonly lotSize: bigint;
}

/** The draw that tells most against a sale: what {@link breachOfSale} is computed from. */
export interface PowerBreach {
  /** Ledger seconds, its start; absent where nothing was drawn behind the sale. */
  readonly at?: number;
  /** W: the draw's mean demand, and the entitlement at its start. */
  readonly use: bigint;
  readonly entitlement: bigint;
  /** Lots of the sales after this one that the home had made when it drew that. */
  readonly laterLots: number;
  readonly breachedLots: number;
}

/**
 * How many lots of a sale of power a home used itself (DESIGN §6): min(sold, demand − remaining entitlement) in whole lots rounded
 * up, as of energy and water, in the draw after the sale in which that is most. A lot is so many watts in every interval that is
 * left: one interval is enough to have used it, and what was drawn before a sale says nothing against it. In each
 * draw the newest of the sales made by then answers first.
 *
 * @param later the home's sales after this one.
 */
export function breachOfPower(
  { lots: soldLots, settledAt }: PowerSale,
  later: readonly PowerSale[],
  { draws, entitlement: steps, lotSize }: MeasuredPower,
): PowerBreach {
  let most: PowerBreach = {
    use: 0n,
    entitlement: entitlementAt(steps, settledAt),
    laterLots: 0,
    breachedLots: 0,
  };
  for (const draw of draws) {
    if (draw.start < settledAt) continue;
    const use = demandOf(draw);
    const entitlement = entitlementAt(steps, draw.start);
    const made = later.filter((sale) => sale.settledAt <= draw.start);
    const laterLots = made.reduce((sum, { lots }) => sum + lots, 0);
    const breachedLots = breachOfSale({ soldLots, laterLots }, { use, entitlement, lotSize });
    const each = { at: draw.start, use, entitlement, laterLots, breachedLots };
    if (isWorse(each, most)) most = each;
  }
  return most;
}

/** Of draws that tell the same against a sale the first one with the highest demand is shown. */
function isWorse(one: PowerBreach, other: PowerBreach): boolean {
  if (one.breachedLots !== other.breachedLots) return one.breachedLots > other.breachedLots;
  return one.use > other.use;
}

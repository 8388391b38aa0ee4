import { fromAmount } from '../amounts.js';
import type { BillProduction } from '../schemas/billing.js';
import type { ResourceProduction } from './computeUse.js';

/**
 * What a home's production came to, as it travels.
 *
 * @param asLots what of the surplus became lots, Wh.
 * @throws CodedError AMOUNT_OVERFLOW.
 */
export function productionAmounts(production: ResourceProduction, asLots = 0n): BillProduction {
  const { drawn, produced, netted, surplus, unmatched, intervals, uncoveredSeconds } = production;
  return {
    drawn: fromAmount(drawn),
    produced: fromAmount(produced),
    netted: fromAmount(netted),
    surplus: fromAmount(surplus),
    ...(asLots === 0n ? {} : { asLots: fromAmount(asLots) }),
    unmatched: fromAmount(unmatched),
    intervals: { ...intervals },
    uncoveredSeconds,
  };
}

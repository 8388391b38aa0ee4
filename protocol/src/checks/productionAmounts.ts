import { fromAmount } from '../amounts.js';
import type { BillProduction } from '../schemas/billing.js';
import type { ResourceProduction } from './computeUse.js';

/** What a home's production came to, as it travels. @throws CodedError AMOUNT_OVERFLOW. */
export function productionAmounts(production: ResourceProduction): BillProduction {
  const { drawn, produced, netted, surplus, unmatched, intervals, uncoveredSeconds } = production;
  return {
    drawn: fromAmount(drawn),
    produced: fromAmount(produced),
    netted: fromAmount(netted),
    surplus: fromAmount(surplus),
    unmatched: fromAmount(unmatched),
    intervals: { ...intervals },
    uncoveredSeconds,
  };
}

import { divideHalfUp, fromAmount, toAmount } from '../amounts.js';
import type { BillLine, BillPower, TariffRecord } from '../schemas/billing.js';
import { demandOf } from './demandOf.js';
import type { ResourceUse } from './computeUse.js';
import { powerExcess } from './powerExcess.js';
import type { PowerQuota } from './PowerQuota.js';

/** What a bill says of power, and charges for it. */
export interface BilledPower {
  readonly power: BillPower[];
  readonly lines: BillLine[];
}

/**
 * Bills what a home drew above its entitlements of power: for each contract of power a line of the energy above it, rounded once, half up.
 * In hours that no contract is for there is nothing to be above.
 *
 * @param price the tariff's.
 * @param energy whose readings it rests on.
 * @throws CodedError AMOUNT_OVERFLOW.
 */
export function billPower(
  { per, excessMinor }: NonNullable<TariffRecord['power']>,
  quotas: readonly PowerQuota[],
  { quality, trust }: Pick<ResourceUse, 'quality' | 'trust'>,
): BilledPower {
  const billed = quotas.map(({ resource, draws, entitlement }) => ({
    resource,
    highest: draws.map(demandOf).reduce((highest, demand) => (demand > highest ? demand : highest), 0n),
    entitlement: entitlement.at(-1)?.watts ?? 0n,
    excess: powerExcess(draws, entitlement),
  }));
  return {
    power: billed.map(({ resource, highest, entitlement, excess }) => ({
      resource,
      highest: fromAmount(highest),
      entitlement: fromAmount(entitlement),
      excess: fromAmount(excess),
    })),
    lines: billed
      .filter(({ excess }) => excess > 0n)
      .map(({ resource, excess }) => ({
        kind: 'excess',
        resource,
        quantity: fromAmount(excess),
        unit: 'Wh',
        priceMinor: excessMinor,
        per,
        amountMinor: fromAmount(divideHalfUp(excess * toAmount(excessMinor), toAmount(per))),
        quality,
        ...(trust === undefined ? {} : { trust }),
      })),
  };
}

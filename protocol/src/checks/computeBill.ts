import { divideHalfUp, fromAmount, fromSignedAmount, toAmount } from '../amounts.js';
import type { BillBasis, BillLine, BillPower, ResourcePrice, TariffRecord } from '../schemas/billing.js';
import { BASE_UNIT } from '../units.js';
import type { MeteredResource } from '../schemas/primitives.js';
import { billPower, type BilledPower } from './billPower.js';
import { computeUse, type ResourceUse } from './computeUse.js';
import type { PowerQuota } from './PowerQuota.js';
import { productionAmounts } from './productionAmounts.js';

/** A resource's use and the home's quota of it, both in base units. */
export interface MeasuredQuota {
  readonly use: ResourceUse;
  readonly quota: bigint;
  /** What of the home's surplus became lots in the period; nothing where absent. */
  readonly asLots?: bigint;
}

/** What a bill charges and on what grounds: the computed members of a bill document. */
export interface ComputedBill {
  readonly basis: BillBasis[];
  /** Where the tariff charges for power, and there is a quota of it. */
  readonly power?: BillPower[];
  readonly lines: BillLine[];
  /** Sum of the lines, minor units; below zero when the home fed in more than it has to pay for. */
  readonly totalMinor: string;
}

/**
 * Computes a bill from use, quota and tariff: the base fee, then for every resource of the tariff the use within the
 * quota at the unit price and the use above it at the excess price, then power as {@link billPower} does. Of a home that produces, use is what netting leaves, and
 * what it delivered, and was not made lots of, is credited at the tariff's feed-in price, if there is one. Each line is rounded once, half up; the total is the
 * sum of the rounded lines, so that what is printed adds up.
 *
 * @throws CodedError AMOUNT_OVERFLOW when an amount exceeds 2^63 - 1, AMOUNT_NEGATIVE for a negative use.
 */
export function computeBill(
  tariff: TariffRecord,
  measured: readonly MeasuredQuota[],
  quotas: readonly PowerQuota[] = [],
): ComputedBill {
  const lines = [baseFeeLine(tariff)];
  const basis: BillBasis[] = [];
  const prices = [...tariff.prices].sort((a, b) => (a.resource < b.resource ? -1 : 1));
  for (const price of prices) {
    const entry = measured.find(({ use }) => use.resource === price.resource) ?? unmeasured(price.resource);
    const excess = excessOf(entry);
    basis.push({
      resource: price.resource,
      use: fromAmount(entry.use.use),
      quota: fromAmount(entry.quota),
      excess: fromAmount(excess),
      intervals: { ...entry.use.intervals },
      uncoveredSeconds: entry.use.uncoveredSeconds,
      ...(entry.use.production === undefined
        ? {}
        : { production: productionAmounts(entry.use.production, entry.asLots) }),
    });
    lines.push(useLine('withinQuota', entry.use, entry.use.use - excess, price));
    if (excess > 0n) lines.push(useLine('excess', entry.use, excess, price));
    lines.push(...feedInLines(price, entry));
  }
  const power = powerOf(tariff, measured, quotas);
  lines.push(...(power?.lines ?? []));
  const total = lines.reduce((sum, line) => sum + toAmount(line.amountMinor), 0n);
  return {
    basis,
    ...(power === undefined ? {} : { power: power.power }),
    lines,
    totalMinor: fromSignedAmount(total),
  };
}

function powerOf(
  { power }: TariffRecord,
  measured: readonly MeasuredQuota[],
  quotas: readonly PowerQuota[],
): BilledPower | undefined {
  if (power === undefined || quotas.length === 0) return undefined;
  const energy = measured.find(({ use }) => use.resource === 'energy') ?? unmeasured('energy');
  return billPower(power, quotas, energy.use);
}

/** The part of the use that lies above the quota. */
function excessOf({ use, quota }: MeasuredQuota): bigint {
  return use.use > quota ? use.use - quota : 0n;
}

/** A home without a meter for a resource of the tariff uses nothing of it. */
function unmeasured(resource: MeteredResource): MeasuredQuota {
  return { use: computeUse(resource, [], { start: 0, end: 0 }), quota: 0n };
}

function baseFeeLine(tariff: TariffRecord): BillLine {
  return {
    kind: 'baseFee',
    quantity: '1',
    unit: 'period',
    priceMinor: tariff.baseFeeMinor,
    per: '1',
    amountMinor: tariff.baseFeeMinor,
  };
}

function feedInLines(
  { resource, per, feedInMinor }: ResourcePrice,
  { use: { production }, asLots = 0n }: MeasuredQuota,
): BillLine[] {
  if (feedInMinor === undefined || production === undefined || production.surplus <= asLots) return [];
  const { surplus, quality, trust } = production;
  const quantity = surplus - asLots;
  const credit = divideHalfUp(quantity * toAmount(feedInMinor), toAmount(per));
  return [
    {
      kind: 'feedIn',
      resource,
      quantity: fromAmount(quantity),
      unit: BASE_UNIT[resource],
      priceMinor: feedInMinor,
      per,
      amountMinor: fromSignedAmount(-credit),
      quality,
      ...(trust === undefined ? {} : { trust }),
    },
  ];
}

function useLine(
  kind: 'withinQuota' | 'excess',
  use: ResourceUse,
  quantity: bigint,
  price: ResourcePrice,
): BillLine {
  const priceMinor = kind === 'excess' ? price.excessMinor : price.priceMinor;
  return {
    kind,
    resource: use.resource,
    quantity: fromAmount(quantity),
    unit: BASE_UNIT[use.resource],
    priceMinor,
    per: price.per,
    amountMinor: fromAmount(divideHalfUp(quantity * toAmount(priceMinor), toAmount(price.per))),
    quality: use.quality,
    ...(use.trust === undefined ? {} : { trust: use.trust }),
  };
}

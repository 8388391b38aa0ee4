import type { MeteredResource } from '@acequia/protocol';
import { formatMoney, type Currency } from './formatMoney.js';

/** Households buy by the kilowatt-hour and the cubic metre; the ledger counts Wh and litres: 1000 of them make one. */
const SOLD_BY = { energy: 'kWh', water: 'm³' } as const;
const BASE_UNITS = 1000n;
/** Prices are shown with up to four digits more than the currency has, and no idle zeros among these. */
const MORE_DIGITS = 4;

/**
 * Writes a price as the household knows it: 15 cents per 1000 Wh as `€0.15 per kWh`.
 *
 * @param priceMinor minor units for `per` base units (Wh or litres).
 */
export function formatUnitPrice(
  resource: MeteredResource,
  priceMinor: bigint,
  per: bigint,
  currency: Currency,
): string {
  let digits = currency.minorDigits + MORE_DIGITS;
  const scaled = priceMinor * BASE_UNITS * 10n ** BigInt(MORE_DIGITS);
  let price = (2n * scaled + per) / (2n * per);
  while (digits > currency.minorDigits && price % 10n === 0n) {
    price /= 10n;
    digits -= 1;
  }
  return `${formatMoney(price, { code: currency.code, minorDigits: digits })} per ${SOLD_BY[resource]}`;
}

import type { Resource } from '@acequia/protocol';
import { formatMoney, type Currency } from '../format/formatMoney.js';

/** What each resource is sold by: a thousand of its base units. */
export const SOLD_BY: Readonly<Record<Resource, string>> = { energy: 'kWh', water: 'm³', power: 'kW' };
/** Prices of the feed have three digits below whole units: a millionth a Wh is a thousandth a kWh. */
export const FEED_DIGITS = 3;

/** A price of the feed as people know it: 150 millionths a Wh as `€0.150 per kWh`. @param priceMicro millionths a base unit. */
export function feedPrice(resource: Resource, priceMicro: string, { code }: Currency): string {
  return `${formatMoney(BigInt(priceMicro), { code, minorDigits: FEED_DIGITS })} per ${SOLD_BY[resource]}`;
}

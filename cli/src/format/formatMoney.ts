import { formatDecimal } from './formatDecimal.js';

const SIGNS: Readonly<Record<string, string>> = { EUR: '€', GBP: '£', USD: '$' };

/** Currency of amounts: ISO 4217 code and how many digits its minor unit has (2 for EUR). */
export interface Currency {
  readonly code: string;
  readonly minorDigits: number;
}

/** Writes minor units as people do: 12345 of EUR as `€123.45`, of CHF as `123.45 CHF`. */
export function formatMoney(minor: bigint, currency: Currency): string {
  const sign = minor < 0n ? '-' : '';
  const amount = formatDecimal(minor < 0n ? -minor : minor, currency.minorDigits);
  const symbol = SIGNS[currency.code];
  return symbol === undefined ? `${sign}${amount} ${currency.code}` : `${sign}${symbol}${amount}`;
}

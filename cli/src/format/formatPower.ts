import { formatDecimal } from './formatDecimal.js';

/** Writes watts as kilowatts with one decimal, half up. */
export function formatPower(watts: number): string {
  return `${formatDecimal((BigInt(watts) + 50n) / 100n, 1)} kW`;
}

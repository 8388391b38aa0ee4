import type { HourlyUse } from './HourlyUse.js';

/** The use of several meters together: an hour is known where it is known of each meter that had begun. Pure. */
export function addHours(meters: readonly HourlyUse[]): HourlyUse {
  const begun = meters.filter((hours) => hours.size > 0);
  const sums = new Map<number, bigint>();
  const firsts = begun.map((hours) => Math.min(...hours.keys()));
  for (const hour of new Set(begun.flatMap((hours) => [...hours.keys()]))) {
    const expected = begun.filter((_, index) => (firsts[index] ?? Infinity) <= hour);
    const amounts = expected.map((hours) => hours.get(hour));
    if (amounts.includes(undefined)) continue;
    sums.set(
      hour,
      amounts.reduce<bigint>((sum, amount) => sum + (amount ?? 0n), 0n),
    );
  }
  return sums;
}

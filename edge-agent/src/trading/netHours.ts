import type { HourlyUse } from './HourlyUse.js';

/** What production leaves of a home's use, hour by hour; where no production is known the whole use stays. Pure. */
export function netHours(used: HourlyUse, produced: HourlyUse): HourlyUse {
  return new Map(
    [...used].map(([hour, amount]) => {
      const made = produced.get(hour) ?? 0n;
      return [hour, amount > made ? amount - made : 0n];
    }),
  );
}

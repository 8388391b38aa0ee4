import { divideHalfUp } from '@acequia/protocol';
import { expectHours } from './expectHours.js';
import type { Forecast } from './Forecast.js';
import { hourOfWeek } from './hourOfWeek.js';
import type { HourlyUse } from './HourlyUse.js';
import { testForecasts } from './testForecasts.js';

const HOUR = 3600;
const SCALE = 1000n;

/**
 * What a home will use between two moments, from its own past alone; docs/household-rules.md says how. Pure.
 *
 * @param from end of what was measured, ledger seconds; nothing after it is looked at.
 * @param zone of the community's calendar: habits follow its clocks.
 * @returns undefined where less than a day is known.
 */
export function forecastRest(
  hours: HourlyUse,
  { from, until }: { readonly from: number; readonly until: number },
  zone: string,
): Forecast | undefined {
  const slots = new Map<number, number>();
  const slotOf = (hour: number): number => {
    const slot = slots.get(hour) ?? hourOfWeek(hour, zone);
    slots.set(hour, slot);
    return slot;
  };
  const grounds = { hours, slotOf };
  const expectation = expectHours(grounds, from);
  if (expectation === undefined) return undefined;
  let told = 0n;
  for (let time = from; time < until;) {
    const hour = Math.floor(time / HOUR) * HOUR;
    const end = Math.min(until, hour + HOUR);
    told += (expectation.milliOf(hour) * BigInt(end - time)) / BigInt(HOUR);
    time = end;
  }
  const expected = divideHalfUp(told, SCALE);
  const restHours = Math.max(0, Math.ceil((until - from) / HOUR));
  return {
    expected,
    basis: expectation.basis,
    knownHours: expectation.known,
    error: testForecasts(grounds, from, { expected, restHours }),
  };
}

import type { IANAZone } from 'luxon';

const DAY_MS = 86_400_000;

/**
 * The instant that a wall clock in a zone meant. Where clocks go back an hour comes twice: then the first instant after
 * `after` is taken, so that a record in order of time stays so. An hour that clocks skip is read by the offset before.
 *
 * @param local the clock's reading as if it were UTC, milliseconds since 1970.
 * @param after the instant of the reading before, milliseconds since 1970.
 * @returns milliseconds since 1970.
 */
export function zonedTime(local: number, zone: IANAZone, after: number): number {
  const [early, late] = [zone.offset(local - DAY_MS), zone.offset(local + DAY_MS)] as const;
  const candidates = [...new Set([early, late])]
    .map((offset) => local - offset * 60_000)
    .filter((instant) => instant + zone.offset(instant) * 60_000 === local)
    .sort((a, b) => a - b);
  return candidates.find((instant) => instant > after) ?? candidates.at(-1) ?? local - early * 60_000;
}

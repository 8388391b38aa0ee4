import { calendarDay, type CalendarDay } from '@acequia/protocol';
import type { MeterDay, MeterUse } from './MeterDay.js';

/** A reading: seconds since 1970, and the register in litres. */
interface Reading {
  readonly at: number;
  readonly register: number;
}

/** Between two readings that follow each other: longer gaps say too little about when water was used. */
const LONGEST_GAP = 12 * 3600;
/** L that no household uses between two readings: the register was exchanged, or is broken. */
const MOST_BETWEEN = 2000;

/**
 * A meter's use by local day, the days without a gap, a register that runs backwards or a leap in them. What was used between two
 * readings counts when the later one says so.
 *
 * @param readings in order of time. @param zone IANA time zone.
 */
export function cleanDays(readings: readonly Reading[], zone: string): MeterDay[] {
  const days = new Map<string, MeterUse[]>();
  const unclean = new Set<string>();
  const dayOf = dayFinder(zone);
  let before: Reading | undefined;
  for (const reading of readings) {
    const { id, start } = dayOf(reading.at);
    const litres = before === undefined ? NaN : reading.register - before.register;
    const uses = days.get(id) ?? [];
    days.set(id, uses);
    if (before !== undefined && isClean(litres, reading.at - before.at)) {
      uses.push({ second: reading.at - start, litres });
    } else {
      unclean.add(id);
      if (before !== undefined) unclean.add(dayOf(before.at).id);
    }
    before = reading;
  }
  return [...days].filter(([day]) => !unclean.has(day)).map(([day, uses]) => ({ day, uses }));
}

function isClean(litres: number, seconds: number): boolean {
  return litres >= 0 && litres <= MOST_BETWEEN && seconds <= LONGEST_GAP;
}

/** Looks a day up in the calendar only when it is another one than that of the call before. */
function dayFinder(zone: string): (at: number) => CalendarDay {
  let known: CalendarDay | undefined;
  return (at) => {
    if (known === undefined || at < known.start || at >= known.end) known = calendarDay(at, zone);
    return known;
  };
}

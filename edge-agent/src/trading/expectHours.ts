import type { HourlyUse } from './HourlyUse.js';

const HOUR = 3600;
const DAY_HOURS = 24;
/** How far back means are taken from: four weeks, so that each hour of the week has four values. */
const BACK = 28 * DAY_HOURS * HOUR;
/** Known hours from which on the week's pattern is told from them; below it their mean alone is. */
const WEEK = 7 * DAY_HOURS;
/** Sums are made in thousandths, so that rounding each hour does not show in a month. */
const SCALE = 1000n;

/** What hours ahead are expected from. */
export interface HourGrounds {
  readonly hours: HourlyUse;
  /** `hourOfWeek` of an hour. */
  readonly slotOf: (hour: number) => number;
}

export interface Expectation {
  /** Use in thousandths of a base unit by the hour. */
  readonly milliOf: (hour: number) => bigint;
  readonly basis: 'hour-of-week' | 'level';
  /** Hours known in the four weeks before. */
  readonly known: number;
}

interface Mean {
  sum: bigint;
  count: number;
}

/**
 * What each hour after a moment will probably take, judged from the four weeks before it alone: the mean of the same hour of the
 * week; where that hour of the week is not known, of the same hour of any day; where less than seven days are known, the mean
 * of all hours, which takes the period up to now for what will come. Pure.
 *
 * @returns undefined where less than a day is known.
 */
export function expectHours({ hours, slotOf }: HourGrounds, moment: number): Expectation | undefined {
  const ofWeek = new Map<number, Mean>();
  const ofDay = new Map<number, Mean>();
  const all: Mean = { sum: 0n, count: 0 };
  for (const [hour, amount] of hours) {
    if (hour < moment - BACK || hour + HOUR > moment) continue;
    const slot = slotOf(hour);
    for (const mean of [meanIn(ofWeek, slot), meanIn(ofDay, slot % DAY_HOURS), all]) {
      mean.sum += amount;
      mean.count += 1;
    }
  }
  if (all.count < DAY_HOURS) return undefined;
  if (all.count < WEEK) return { milliOf: () => milli(all), basis: 'level', known: all.count };
  const milliOf = (hour: number): bigint => {
    const slot = slotOf(hour);
    return milli(ofWeek.get(slot) ?? ofDay.get(slot % DAY_HOURS) ?? all);
  };
  return { milliOf, basis: 'hour-of-week', known: all.count };
}

function meanIn(means: Map<number, Mean>, slot: number): Mean {
  const mean = means.get(slot) ?? { sum: 0n, count: 0 };
  means.set(slot, mean);
  return mean;
}

function milli({ sum, count }: Mean): bigint {
  return (SCALE * sum) / BigInt(count);
}

import { DAY_SECONDS } from '../model/DAY_SECONDS.js';
import { LITRE } from '../model/LITRE.js';
import type { Month } from '../model/Month.js';
import type { MeterDay } from './MeterDay.js';

/** L a day below which nobody lives in a home: a quota near nothing is no measure of anything. */
const LEAST_USE = 20;

/** A month of measured use, and what each home used in it a day on average. */
export interface MeasuredMonth {
  /** Such as 2016-09. */
  readonly name: string;
  readonly month: Month;
  /** By home, mL in whole litres. */
  readonly quotas: readonly number[];
}

/**
 * The months of which as many meters as homes are wanted have every day, the first such meters. Nobody knows how much of a measured
 * use could have been saved: homes take what they took.
 *
 * @param meters each meter's clean days.
 */
export function composeMonths(meters: readonly (readonly MeterDay[])[], homes: number): MeasuredMonth[] {
  const names = new Set(meters.flatMap((days) => days.map(({ day }) => day.slice(0, 7))));
  return [...names].sort().flatMap((name) => {
    const complete = meters
      .map((days) => days.filter(({ day }) => day.startsWith(`${name}-`)))
      .filter((days) => days.length === lengthOf(name) && useOf(days) >= LEAST_USE * days.length)
      .slice(0, homes);
    return complete.length < homes ? [] : [monthOf(name, complete)];
  });
}

function monthOf(name: string, homes: readonly (readonly MeterDay[])[]): MeasuredMonth {
  const days = Array.from({ length: lengthOf(name) }, (_, index) =>
    homes
      .flatMap((ofHome, home) => (ofHome[index]?.uses ?? []).map((use) => wishOf(home, use)))
      .filter(({ amount }) => amount > 0)
      .sort((a, b) => a.second - b.second),
  );
  const quotas = homes.map((ofHome) => Math.round(useOf(ofHome) / ofHome.length) * LITRE);
  return { name, month: { homes: homes.length, days }, quotas };
}

function wishOf(home: number, { second, litres }: MeterDay['uses'][number]): Month['days'][number][number] {
  const amount = litres * LITRE;
  // The day on which clocks go back has an hour more.
  return { home, second: Math.min(second, DAY_SECONDS - 1), amount, saving: amount };
}

/** L. */
function useOf(days: readonly MeterDay[]): number {
  return days.reduce((sum, { uses }) => sum + uses.reduce((all, { litres }) => all + litres, 0), 0);
}

/** Days of a month such as 2016-09. */
function lengthOf(name: string): number {
  const [year = 0, month = 0] = name.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

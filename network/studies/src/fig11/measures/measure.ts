import { quantile, rangeOf } from '@acequia/network/common';
import { meanOf } from '../../meanOf.js';
import { StudyError } from '../../StudyError.js';
import type { HomeDay } from '../HomeDay.js';
import type { Measures } from './Measures.js';

/**
 * What Fig. 11 shows of all homes' days in one month or in several.
 *
 * @throws StudyError STUDY_UNSOUND without days.
 */
export function measure(months: readonly (readonly HomeDay[])[]): Measures {
  const days = months.flat();
  if (days.length === 0) throw new StudyError('STUDY_UNSOUND', 'there are no days to measure');
  const balances = days.map(balanceOf);
  const signedMean = meanOf(balances);
  const below = (share: number): number => quantile(balances, share);
  const [p25, p75] = [below(0.25), below(0.75)];
  return {
    excess: meanOf(balances.map((balance) => Math.max(0, balance))),
    dispersion: p75 - p25,
    signedMean,
    standardDeviation: Math.sqrt(meanOf(balances.map((balance) => (balance - signedMean) ** 2))),
    p5: below(0.05),
    p25,
    median: below(0.5),
    p75,
    p95: below(0.95),
    homeMeans: rangeOf(months.flatMap(homeMeans)),
    use: days.reduce((sum, { used }) => sum + used, 0) / months.length,
  };
}

function balanceOf({ quota, used, entitlement }: HomeDay): number {
  return (used - entitlement) / quota;
}

function homeMeans(days: readonly HomeDay[]): number[] {
  const byHome = new Map<number, number[]>();
  for (const day of days) {
    const balances = byHome.get(day.home) ?? [];
    byHome.set(day.home, balances);
    balances.push(balanceOf(day));
  }
  return [...byHome.values()].map(meanOf);
}

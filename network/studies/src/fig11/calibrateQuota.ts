import { measure } from './measures/measure.js';
import { drawMonth } from './model/drawMonth.js';
import { LITRE } from './model/LITRE.js';
import { noTrading } from './policies/noTrading.js';
import { simulateMonth } from './simulateMonth.js';

/** Litres between which every household of the model finds its quota. */
const LEAST = 200;
const MOST = 1000;

/** A daily quota, and what comes of it without trading. */
export interface Calibration {
  /** L. */
  readonly quota: number;
  /** Mean over home-days of max(0, use − quota) ÷ quota. */
  readonly excess: number;
}

/**
 * Finds the daily quota in whole litres with which, without trading, the excess comes nearest to a wanted one. A larger quota
 * leaves less excess, so that halving finds it.
 *
 * @param onProgress told of every quota that is tried.
 */
export async function calibrateQuota(
  seeds: readonly number[],
  wanted: number,
  onProgress: (tried: Calibration) => void,
): Promise<Calibration> {
  const attempt = async (quota: number): Promise<Calibration> => {
    const tried = { quota, excess: await excessOf(quota, seeds) };
    onProgress(tried);
    return tried;
  };
  let tooMuch = await attempt(LEAST);
  let tooLittle = await attempt(MOST);
  while (tooLittle.quota - tooMuch.quota > 1) {
    const tried = await attempt(Math.floor((tooMuch.quota + tooLittle.quota) / 2));
    if (tried.excess > wanted) tooMuch = tried;
    else tooLittle = tried;
  }
  return tooMuch.excess - wanted < wanted - tooLittle.excess ? tooMuch : tooLittle;
}

async function excessOf(quota: number, seeds: readonly number[]): Promise<number> {
  const months = [];
  for (const seed of seeds) {
    const month = drawMonth(seed);
    const quotas = Array.from({ length: month.homes }, () => quota * LITRE);
    months.push(await simulateMonth(month, quotas, noTrading));
  }
  return measure(months).excess;
}

import { DAY_SECONDS } from '../../model/DAY_SECONDS.js';
import type { Forecast } from './Forecast.js';

/** With fewer past days a home does not know itself. */
const LEAST_PAST = 3;

/**
 * Forecasts a home's use to the end of the day from its own past days alone: the mean of what it used in them from this time of
 * day on, and their standard deviation as reserve. Before there are three, it goes by its quota, evenly over the day, and
 * reserves as much again.
 *
 * @param past mL that were used from this second on, in each past day. @param quota mL a day.
 */
export function forecastRest(past: readonly number[], second: number, quota: number): Forecast {
  if (past.length < LEAST_PAST) {
    const rest = (quota * (DAY_SECONDS - second)) / DAY_SECONDS;
    return { rest, reserve: rest };
  }
  const rest = past.reduce((sum, use) => sum + use, 0) / past.length;
  const variance = past.reduce((sum, use) => sum + (use - rest) ** 2, 0) / past.length;
  return { rest, reserve: Math.sqrt(variance) };
}

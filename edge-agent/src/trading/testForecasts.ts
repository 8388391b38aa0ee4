import { divideHalfUp } from '@acequia/protocol';
import { expectHours, type HourGrounds } from './expectHours.js';
import type { ForecastError } from './Forecast.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const SCALE = 1000n;
/** Longer forecasts are tested over a week, and their error taken for as many weeks as there are. */
const MAX_AHEAD = 7 * 24;
/** Past moments that are tested at most, a day apart. */
const MAX_TESTS = 42;
/** Hours known before a moment from which on it is tested, as if it had been now. */
const MIN_KNOWN = 72;
/** Of the hours ahead, so many in a hundred must be known. */
const MIN_COMPARED = 80;
/** The band holds so many in a hundred of the errors. */
const BAND_PERCENT = 80;
/** With fewer tests than these nobody can say how wrong it may be: the band is then at least half of what is expected. */
const FEW_TESTS = 5;

interface Trial {
  readonly error: bigint;
  readonly use: bigint;
}

/**
 * How wrong the forecast would have been: made again for moments one, two, three … days before, from what was known then, and
 * compared with what came. Pure.
 *
 * @param expected base units, of the whole rest.
 * @param restHours length of the rest.
 */
export function testForecasts(
  grounds: HourGrounds,
  moment: number,
  { expected, restHours }: { readonly expected: bigint; readonly restHours: number },
): ForecastError {
  const hoursAhead = Math.min(restHours, MAX_AHEAD);
  const trials: Trial[] = [];
  for (let days = Math.ceil((hoursAhead * HOUR) / DAY); days <= MAX_TESTS && hoursAhead > 0; days += 1) {
    const trial = tryAt(grounds, moment - days * DAY, hoursAhead);
    if (trial !== undefined) trials.push(trial);
  }
  return {
    tests: trials.length,
    hoursAhead,
    meanAbsolute: mean(trials.map(({ error }) => error)),
    meanUse: mean(trials.map(({ use }) => use)),
    band: bandOf(trials, expected, restHours, hoursAhead),
  };
}

function tryAt(grounds: HourGrounds, moment: number, hoursAhead: number): Trial | undefined {
  const expectation = expectHours(grounds, moment);
  if (expectation === undefined || expectation.known < MIN_KNOWN) return undefined;
  let [told, use, compared] = [0n, 0n, 0];
  const first = Math.ceil(moment / HOUR) * HOUR;
  for (let index = 0; index < hoursAhead; index += 1) {
    const amount = grounds.hours.get(first + index * HOUR);
    if (amount === undefined) continue;
    told += expectation.milliOf(first + index * HOUR);
    use += amount;
    compared += 1;
  }
  if (compared * 100 < hoursAhead * MIN_COMPARED) return undefined;
  const error = divideHalfUp(told, SCALE) - use;
  return { error: error < 0n ? -error : error, use };
}

/** Errors of a home that changes its habits do not level out: over a longer time they grow with it. */
function bandOf(trials: readonly Trial[], expected: bigint, restHours: number, hoursAhead: number): bigint {
  const errors = trials.map(({ error }) => error).sort((a, b) => (a < b ? -1 : Number(a > b)));
  const rank = Math.ceil((errors.length * BAND_PERCENT) / 100);
  const tested = errors[rank - 1] ?? 0n;
  const grown = hoursAhead === 0 ? 0n : (tested * BigInt(restHours)) / BigInt(hoursAhead);
  const half = expected / 2n;
  return trials.length < FEW_TESTS && grown < half ? half : grown;
}

function mean(values: readonly bigint[]): bigint {
  if (values.length === 0) return 0n;
  return divideHalfUp(
    values.reduce((sum, value) => sum + value, 0n),
    BigInt(values.length),
  );
}

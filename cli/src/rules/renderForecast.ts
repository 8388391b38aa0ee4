import type { ForecastView } from '@acequia/edge-agent';
import { formatMoment } from '../format/formatMoment.js';
import { formatQuantity } from '../format/formatQuantity.js';

const NAMES = { energy: 'Energy', water: 'Water' } as const;
const BASES = {
  'hour-of-week': 'from the same hours of the past four weeks',
  level: 'from the mean of all hours so far, for less than a week is known',
} as const;

/** Forecasts in words, each with how wrong it may be. */
export function renderForecast(forecasts: readonly ForecastView[], zone: string): string[] {
  if (forecasts.length === 0) {
    return ['There is no forecast: no period runs, or less than a day of use is known.'];
  }
  return forecasts.flatMap((forecast) => renderOne(forecast, zone));
}

function renderOne(forecast: ForecastView, zone: string): string[] {
  const { resource, periodId, from, until, used, expected, basis, error } = forecast;
  const amount = (value: bigint): string => formatQuantity(resource, value);
  const total = BigInt(used) + BigInt(expected);
  return [
    `${NAMES[resource]} in ${periodId}: ${amount(BigInt(used))} used up to ${formatMoment(from, zone)}, ${amount(BigInt(expected))} more expected`,
    `  until ${formatMoment(until, zone)}, ${BASES[basis]}: ${amount(total)} in all,`,
    `  probably between ${amount(lowest(used, expected, error.band))} and ${amount(total + BigInt(error.band))}.`,
    `  ${testLine(forecast)}`,
  ];
}

/** What was used was used. */
function lowest(used: string, expected: string, band: string): bigint {
  const rest = BigInt(expected) - BigInt(band);
  return BigInt(used) + (rest < 0n ? 0n : rest);
}

function testLine({ resource, error }: ForecastView): string {
  if (error.tests === 0) return 'Too little is known to say how wrong such forecasts were in this home.';
  const { tests, hoursAhead, meanAbsolute, meanUse } = error;
  const share =
    BigInt(meanUse) === 0n ? '' : ` (${((BigInt(meanAbsolute) * 100n) / BigInt(meanUse)).toString()} %)`;
  return (
    `${String(tests)} forecasts of ${hoursAhead % 24 === 0 ? `${String(hoursAhead / 24)} days` : `${String(hoursAhead)} hours`}, made again for the past, were wrong by ` +
    `${formatQuantity(resource, BigInt(meanAbsolute))} on average${share}.`
  );
}

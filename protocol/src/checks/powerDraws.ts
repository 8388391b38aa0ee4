import type { Quality } from '../schemas/readings.js';
import { accountedIntervals, type AccountedInterval } from './accountedIntervals.js';
import type { HomeReadings } from './computeNetUse.js';
import { netIntervals } from './netIntervals.js';
import type { MeterReading } from './MeterReading.js';
import type { Bounds } from './periodBounds.js';

/** A stretch of time of which nothing finer is known, and the energy that a home drew from its neighbourhood in it. */
export interface PowerDraw extends Bounds {
  /** W·s: parts of a draw are seldom whole watt-hours. */
  readonly wattSeconds: bigint;
}

/** Of their own time, whatever the register did before. */
const TELLING: ReadonlySet<Quality> = new Set(['measured', 'estimated']);

/**
 * The draws that a home's power quota is held against (DESIGN §6: the mean demand of the meter's step), in order of time: one for
 * each interval of consumption that was measured, or estimated because nobody could read it. Of a home that produces, what netting leaves of
 * an interval, where the production meter's steps are as fine as the consumption meter's: over a longer step noon would
 * carry the peak before it. Pure.
 *
 * @param readings of energy, each once, in any order; those that start outside of `bounds` are left out, as in `computeNetUse`.
 */
export function powerDraws(readings: HomeReadings, bounds: Bounds): PowerDraw[] {
  const isInside = ({ interval }: Pick<MeterReading, 'interval'>): boolean =>
    interval.start >= bounds.start && interval.start < bounds.end;
  const netted = new Map(
    netIntervals(readings.consumption.filter(isInside), readings.production.filter(isInside)).intervals.map(
      (each) => [each.start, each],
    ),
  );
  // All readings: what the register showed before the bounds tells of the first one in them.
  return accountedIntervals(readings.consumption)
    .filter((accounted) => isInside(accounted) && isTelling(accounted))
    .map(({ interval: { start, end }, amount }) => {
      const net = netted.get(start);
      return { start, end, wattSeconds: 3600n * (net?.end === end ? net.net : amount) };
    });
}

/**
 * What a register caught up on after a silence was drawn at a time that nobody knows: it tells of no interval's power. The register
 * says whether there was one, not the home's word `replaced`.
 */
function isTelling({ interval: { quality }, isWitnessed }: AccountedInterval): boolean {
  return TELLING.has(quality) || isWitnessed;
}

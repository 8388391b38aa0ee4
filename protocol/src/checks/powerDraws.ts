import type { Quality } from '../schemas/monitoring.js';
import type { HomeReadings } from './computeNetUse.js';
import { netIntervals } from './netIntervals.js';
import type { Bounds } from './periodBounds.js';

/** A stretch of time of which nothing finer is known, and the energy that a home drew from its neighbourhood in it. */
export interface PowerDraw extends Bounds {
  /** W·s: parts of a draw are seldom whole watt-hours. */
  readonly wattSeconds: bigint;
}

/** What a register caught up on after a silence was drawn at a time that nobody knows: it tells of no interval's power. */
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
  const isInside = ({ interval }: HomeReadings['consumption'][number]): boolean =>
    interval.start >= bounds.start && interval.start < bounds.end;
  const consumption = readings.consumption.filter(isInside);
  const netted = new Map(
    netIntervals(consumption, readings.production.filter(isInside)).intervals.map((each) => [
      each.start,
      each,
    ]),
  );
  return consumption
    .filter(({ interval }) => TELLING.has(interval.quality))
    .map(({ interval: { start, end, amount } }) => {
      const net = netted.get(start);
      const wattHours = net?.end === end ? net.net : BigInt(amount ?? 0);
      return { start, end, wattSeconds: wattHours * 3600n };
    })
    .sort((a, b) => a.start - b.start);
}

import type { Interval } from '../schemas/readings.js';
import { carriesUse } from './carriesUse.js';
import type { MeterReading } from './MeterReading.js';

/** An interval that carries an amount, and the whole time that the amount is of. */
export interface AccountedInterval extends MeterReading {
  readonly amount: bigint;
  /** From here to the interval's end: earlier than its start where the register caught up on a silence. */
  readonly since: number;
  /** Nothing in the amount is older: earlier than `since` where nobody can tell; 0 where nothing is known of the time before. */
  readonly earliest: number;
  /** Whether its register had been read at its very start, so that nothing in the amount is of a time before. */
  readonly isWitnessed: boolean;
}

/** What a meter told before. */
interface Before {
  /** Of any quality. */
  readonly last?: Interval;
  /** The last whose register is known. */
  readonly counted?: Interval;
}

/**
 * The intervals that carry an amount, in order of time, each with the time that its register accounts for: one that goes on where
 * its meter's last one stood has counted all that lies between, too. One that begins elsewhere, behind a hole or something suspect, may
 * hold as much of the time between as its home likes. Pure.
 *
 * @param readings each once, in any order.
 */
export function accountedIntervals(readings: Iterable<MeterReading>): AccountedInterval[] {
  const ascending = [...readings].sort((a, b) => a.interval.start - b.interval.start);
  const told = new Map<string, Before>();
  return ascending.flatMap((reading) => {
    const { interval, deviceId } = reading;
    const before = told.get(deviceId) ?? {};
    told.set(deviceId, {
      ...before,
      last: interval,
      ...(interval.to === undefined ? {} : { counted: interval }),
    });
    if (!carriesUse(interval.quality)) return [];
    return [{ ...reading, amount: BigInt(interval.amount ?? 0), ...timeOf(reading, before) }];
  });
}

function timeOf(
  { interval: { start, from }, isFirst }: MeterReading,
  { last, counted }: Before,
): Pick<AccountedInterval, 'since' | 'earliest' | 'isWitnessed'> {
  if (last === undefined) return { since: start, earliest: isFirst ? start : 0, isWitnessed: isFirst };
  const goesOn = from !== undefined && counted?.to === from;
  return {
    since: goesOn ? Math.min(start, counted.end) : start,
    earliest: Math.min(start, counted?.end ?? 0),
    isWitnessed: goesOn && counted === last && counted.end === start,
  };
}

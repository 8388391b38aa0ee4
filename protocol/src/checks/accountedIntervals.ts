import type { Interval } from '../schemas/monitoring.js';
import { carriesUse } from './carriesUse.js';
import type { MeterReading } from './MeterReading.js';

/** An interval that carries an amount, and the whole time that the amount is of. */
export interface AccountedInterval extends MeterReading {
  readonly amount: bigint;
  /** From here to the interval's end: earlier than its start where the register caught up on a silence. */
  readonly since: number;
}

/**
 * The intervals that carry an amount, in order of time, each with the time that its register accounts for: one that goes on where
 * its meter's last one stood has counted all that lies between, too. Pure.
 *
 * @param readings each once, in any order.
 */
export function accountedIntervals(readings: Iterable<MeterReading>): AccountedInterval[] {
  const ascending = [...readings].sort((a, b) => a.interval.start - b.interval.start);
  const last = new Map<string, Interval>();
  return ascending.flatMap((reading) => {
    const { interval, deviceId } = reading;
    if (!carriesUse(interval.quality)) return [];
    const since = accountsSince(interval, last.get(deviceId));
    if (interval.to !== undefined) last.set(deviceId, interval);
    return [{ ...reading, amount: BigInt(interval.amount ?? 0), since }];
  });
}

function accountsSince({ start, from }: Interval, last: Interval | undefined): number {
  return from !== undefined && last?.to === from ? Math.min(start, last.end) : start;
}

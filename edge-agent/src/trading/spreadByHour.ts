import type { HourlyUse } from './HourlyUse.js';
import type { UsedSpan } from './usedWindow.js';

const HOUR = 3600;

/**
 * One meter's use by the hour. What a register caught up on is spread evenly over the time that it was silent, so that the
 * hours add up to the register; hours of which part is not known are left out. Pure.
 *
 * @param spans of one meter, in order of time.
 */
export function spreadByHour(spans: readonly UsedSpan[]): HourlyUse {
  const hours = new Map<number, { amount: bigint; seconds: number }>();
  let last: UsedSpan | undefined;
  for (const span of spans) {
    // A span that goes on where the register stood accounts for the time between as well.
    const start = last?.to === span.from && last.end <= span.start ? last.end : span.start;
    spread(hours, start, span.end, BigInt(span.amount));
    last = span;
  }
  const known = [...hours].filter(([, { seconds }]) => seconds >= HOUR);
  return new Map(known.map(([hour, { amount }]) => [hour, amount]));
}

function spread(
  hours: Map<number, { amount: bigint; seconds: number }>,
  start: number,
  end: number,
  amount: bigint,
): void {
  const until = (time: number): bigint => (amount * BigInt(time - start)) / BigInt(end - start);
  for (let from = start; from < end;) {
    const hour = Math.floor(from / HOUR) * HOUR;
    const to = Math.min(end, hour + HOUR);
    const { amount: before, seconds } = hours.get(hour) ?? { amount: 0n, seconds: 0 };
    hours.set(hour, { amount: before + until(to) - until(from), seconds: seconds + to - from });
    from = to;
  }
}

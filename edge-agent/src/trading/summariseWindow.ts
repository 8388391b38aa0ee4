import { isCounted, type Interval } from '@acequia/protocol';
import type { UsedSpan, UsedWindow } from './usedWindow.js';

const HOUR = 3600;

/** A window's use in as few numbers as a forecast by the hour needs: at most one span an hour and break of the register. */
export function summariseWindow({
  end,
  intervals,
}: {
  readonly end: number;
  readonly intervals: readonly Interval[];
}): UsedWindow {
  const spans: UsedSpan[] = [];
  for (const interval of intervals) {
    if (!isCounted(interval)) continue;
    const { start, end: until, from, to, amount } = interval;
    const last = spans.at(-1);
    if (last !== undefined && goesOn(last, interval)) {
      spans[spans.length - 1] = { ...last, end: until, to, amount: last.amount + amount };
    } else spans.push({ start, end: until, from, to, amount });
  }
  return { end, spans };
}

function goesOn(last: UsedSpan, { start, from }: { readonly start: number; readonly from: number }): boolean {
  return last.end === start && last.to === from && Math.floor(last.start / HOUR) === Math.floor(start / HOUR);
}

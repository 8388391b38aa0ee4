import type { QueuedWindow } from '../src/outbox/records.js';
import { HOUR, ORIGIN } from './driveCutter.js';

/** A window of one interval, the hour of that number since `ORIGIN`, whose register starts at its number. */
export function hourWindow(index: number): QueuedWindow {
  const start = ORIGIN + index * HOUR;
  const end = start + HOUR;
  const interval = { start, end, quality: 'measured', from: index, to: index + 1, amount: 1 } as const;
  const extended = {
    version: 1 as const,
    intervals: [{ start, end, values: { temperature: 2000 + index } }],
  };
  return { start, end, intervals: [interval], extended };
}

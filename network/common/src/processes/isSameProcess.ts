import type { RunningProcess } from './parsePsLine.js';
import type { ProcessRecord } from './ProcessRecord.js';

/** `ps` rounds a start to seconds and works it out from the boot time, which itself is rounded. */
const startToleranceMs = 3000;

/** Whether a running process is the recorded one, not another that got its pid. */
export function isSameProcess(record: ProcessRecord, running: RunningProcess): boolean {
  const apart = Math.abs(Date.parse(record.startedAt) - running.startedAt.getTime());
  return record.pid === running.pid && running.args.startsWith(record.command) && apart <= startToleranceMs;
}

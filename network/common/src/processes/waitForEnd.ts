import { setTimeout as sleep } from 'node:timers/promises';
import { listRunning } from './listRunning.js';
import type { ProcessRecord } from './ProcessRecord.js';

/** Waits for recorded processes to end; gives those that run on after `timeoutMs`. */
export async function waitForEnd(
  records: readonly ProcessRecord[],
  timeoutMs: number,
): Promise<ProcessRecord[]> {
  const deadline = Date.now() + timeoutMs;
  let left = await listRunning(records);
  while (left.length > 0 && Date.now() < deadline) {
    await sleep(100);
    left = await listRunning(left);
  }
  return left;
}

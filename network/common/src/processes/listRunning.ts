import { isSameProcess } from './isSameProcess.js';
import type { ProcessRecord } from './ProcessRecord.js';
import { readProcesses } from './readProcesses.js';

/** Those of the recorded processes that still run; a pid that another process has taken since is left out. */
export async function listRunning(records: readonly ProcessRecord[]): Promise<ProcessRecord[]> {
  const running = await readProcesses(records.map(({ pid }) => pid));
  return records.filter((record) => running.some((found) => isSameProcess(record, found)));
}

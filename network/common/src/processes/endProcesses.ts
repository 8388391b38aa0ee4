import { NetworkError } from '../NetworkError.js';
import { listRunning } from './listRunning.js';
import type { ProcessRecord } from './ProcessRecord.js';
import { waitForEnd } from './waitForEnd.js';

/**
 * Ends recorded processes, the supervisor first so that it restarts nothing: SIGTERM, and SIGKILL for what still runs
 * after `graceMs`. Gives the names of those that ran.
 *
 * @throws NetworkError `PROCESS_STAYS` when one survives SIGKILL.
 */
export async function endProcesses(records: readonly ProcessRecord[], graceMs = 10_000): Promise<string[]> {
  const running = await listRunning(records);
  // A supervisor that is killed cannot stop its processes in order, but neither can it start them again meanwhile.
  signalAll(
    running.filter(({ kind }) => kind === 'supervisor'),
    'SIGKILL',
  );
  signalAll(
    running.filter(({ kind }) => kind !== 'supervisor'),
    'SIGTERM',
  );
  let left = await waitForEnd(running, graceMs);
  signalAll(left, 'SIGKILL');
  left = await waitForEnd(left, 5000);
  if (left.length > 0) {
    throw new NetworkError(
      'PROCESS_STAYS',
      `cannot end ${left.map(({ name, pid }) => `${name} (${pid})`).join(', ')}`,
    );
  }
  return running.map(({ name }) => name);
}

function signalAll(records: readonly ProcessRecord[], signal: NodeJS.Signals): void {
  for (const { pid } of records) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

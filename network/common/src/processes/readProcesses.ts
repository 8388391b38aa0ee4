import { NetworkError } from '../NetworkError.js';
import { run } from '../system/run.js';
import { parsePsLine, type RunningProcess } from './parsePsLine.js';

/** Those of the pids that run, as `ps` describes them. */
export async function readProcesses(pids: readonly number[]): Promise<RunningProcess[]> {
  if (pids.length === 0) return [];
  const args = ['-ww', '-o', 'pid=,stat=,lstart=,args=', '-p', pids.join(',')];
  return (await psOutput(args)).split('\n').flatMap((line) => parsePsLine(line) ?? []);
}

async function psOutput(args: readonly string[]): Promise<string> {
  try {
    return await run('ps', args, { env: { LC_ALL: 'C', TZ: 'UTC' }, timeoutMs: 10_000 });
  } catch (error) {
    // ps ends with 1, and says nothing, when none of the pids runs.
    if (error instanceof NetworkError && /ended with 1\s*$/.test(error.message)) return '';
    throw error;
  }
}

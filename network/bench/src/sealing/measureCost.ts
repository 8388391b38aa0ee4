import { performance } from 'node:perf_hooks';
import { processorSeconds } from './processorSeconds.js';

/** What one piece of work cost, on average over many. */
export interface Cost {
  /** Processor time of this process and of the network's, ms. */
  readonly processorMs: number;
  /** Time by the clock, ms: of one piece, from its beginning to its end. */
  readonly clockMs: number;
}

/** Runs a piece of work so often, on so many lines at once. @param pids the network's processes. */
export async function measureCost(
  work: (line: number) => Promise<void>,
  {
    times,
    lines,
    pids,
  }: { readonly times: number; readonly lines: number; readonly pids: readonly number[] },
  signal: AbortSignal,
): Promise<Cost> {
  const before = await processorSeconds(pids);
  let clockMs = 0;
  let done = 0;
  let begun = 0;
  const runLine = async (line: number): Promise<void> => {
    while (begun < times) {
      signal.throwIfAborted();
      begun += 1;
      const begin = performance.now();
      await work(line);
      clockMs += performance.now() - begin;
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.min(lines, times) }, (_, line) => runLine(line)));
  const spent = (await processorSeconds(pids)) - before;
  return { processorMs: (spent * 1000) / done, clockMs: clockMs / done };
}

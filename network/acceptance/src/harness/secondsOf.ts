import { performance } from 'node:perf_hooks';

/**
 * Whole seconds by the clock that some work takes, one at least: what a story gives its parties time for later is measured by it,
 * so that it is enough on a slow machine too.
 */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return Math.max(1, Math.ceil((performance.now() - begin) / 1000));
}

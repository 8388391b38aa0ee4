import { resolve } from 'node:path';
import type { BenchSettings } from './BenchSettings.js';

/**
 * What `make bench` measures, in less than six minutes on two cores; or, quickly, as little as shows that the bench works, on
 * embedded networks alone: one compared with another one like it.
 */
export function chooseSettings(quick: boolean): BenchSettings {
  const dir = resolve('build', `bench-${process.pid}`);
  return quick
    ? { kinds: ['embedded', 'embedded'], rounds: 1, warmUpMs: 200, measureMs: 1000, clients: 6, dir }
    : { kinds: ['embedded', 'fabric'], rounds: 5, warmUpMs: 2000, measureMs: 6000, clients: 120, dir };
}

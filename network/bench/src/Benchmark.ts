import type { BenchSettings } from './BenchSettings.js';
import type { Detail } from './results/Detail.js';
import type { Result } from '@acequia/network/common';

/** What a benchmark may use while it runs. */
export interface BenchContext {
  readonly settings: BenchSettings;
  /** Whether a result is asked for; a benchmark leaves out the work for the others. */
  readonly wants: (result: string) => boolean;
  /** Aborted when the run shall end: what was started is to be ended then. */
  readonly signal: AbortSignal;
  /** Told what is going on, a line at a time. */
  readonly onProgress: (line: string) => void;
}

export interface Measured {
  readonly results: readonly Result[];
  readonly details: readonly Detail[];
}

/** Measures something next to what it is compared with. One of `benchmarks`. */
export interface Benchmark {
  /** Names of the results that it gives. */
  names(settings: BenchSettings): readonly string[];
  /** @throws Error when something could not be measured; nothing that it started runs on. */
  run(context: BenchContext): Promise<Measured>;
}

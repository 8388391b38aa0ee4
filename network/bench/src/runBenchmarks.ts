import { rm } from 'node:fs/promises';
import { describeMachine, type ResultsFile } from '@acequia/network/common';
import type { BenchContext } from './Benchmark.js';
import { BenchError } from './BenchError.js';
import { benchmarks } from './benchmarks.js';
import type { BenchSettings } from './BenchSettings.js';

/** What a run is asked for. */
export interface RunOptions extends Pick<BenchContext, 'settings' | 'signal' | 'onProgress'> {
  /** Parts of the names of the results that are wanted; all when empty. */
  readonly only: readonly string[];
}

/** What a run gave: what could be measured, and why the rest could not. */
export interface BenchRun {
  readonly file: ResultsFile;
  readonly failures: readonly Error[];
}

/**
 * Runs the benchmarks that give a wanted result, and those after one that fails, too. The folder of the run is removed, unless
 * something could not be measured: then logs are kept in it.
 *
 * @throws BenchError BENCH_UNKNOWN when no result is called so; the signal's reason when it aborts.
 */
export async function runBenchmarks({ only, ...run }: RunOptions): Promise<BenchRun> {
  const wants = (result: string): boolean => only.length === 0 || only.some((part) => result.includes(part));
  checkNames(only, run.settings);
  const results: ResultsFile['results'] = [];
  const details: ResultsFile['details'] = [];
  const failures: Error[] = [];
  for (const benchmark of benchmarks) {
    if (!benchmark.names(run.settings).some(wants)) continue;
    try {
      const measured = await benchmark.run({ ...run, wants });
      results.push(...measured.results);
      details.push(...measured.details);
    } catch (error) {
      if (run.signal.aborted) {
        await removeFolder(run.settings);
        throw error;
      }
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  if (failures.length === 0) await removeFolder(run.settings);
  return { file: { results, details, machine: describeMachine() }, failures };
}

function checkNames(only: readonly string[], settings: BenchSettings): void {
  const names = benchmarks.flatMap((benchmark) => benchmark.names(settings));
  const unknown = only.find((part) => !names.some((name) => name.includes(part)));
  if (unknown === undefined) return;
  throw new BenchError('BENCH_UNKNOWN', `nothing is called ${unknown}; there are: ${names.join(', ')}`);
}

async function removeFolder({ dir }: BenchSettings): Promise<void> {
  // What was given up may write once more.
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
}

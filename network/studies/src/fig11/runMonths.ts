import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MarketKind, MonthJob } from './MonthJob.js';
import type { CaseDays } from './simulateCase.js';

/** What is computed, and where. */
export interface MonthsOptions {
  readonly seeds: readonly number[];
  readonly market: MarketKind;
  /** Told how many months are done. */
  readonly onDone: (count: number) => void;
}

/**
 * Computes months of the model, as many at the same time as there are processors. Each depends on its seed alone.
 *
 * @returns in the order of the seeds. @throws Error what a month throws.
 */
export async function runMonths({ seeds, market, onDone }: MonthsOptions): Promise<CaseDays[]> {
  const results = new Map<number, CaseDays>();
  const waiting = [...seeds];
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./monthWorker.js', import.meta.url));
    try {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        results.set(seed, await compute(worker, { seed, market }));
        onDone(results.size);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), seeds.length) }, work));
  return seeds.flatMap((seed) => results.get(seed) ?? []);
}

async function compute(worker: Worker, job: MonthJob): Promise<CaseDays> {
  worker.postMessage(job);
  // A worker that fails emits `error`, which rejects.
  const [days] = (await once(worker, 'message')) as [CaseDays];
  return days;
}

import { parentPort } from 'node:worker_threads';
import { modelCase } from './modelCase.js';
import type { MonthJob } from './MonthJob.js';
import { openMarket } from './openMarket.js';
import { simulateCase } from './simulateCase.js';

// Computes the months that it is told to, one after the other. What fails ends the worker, and who started it is told why.
parentPort?.on('message', ({ seed, market }: MonthJob) => {
  void compute(seed, market);
});

async function compute(seed: number, kind: MonthJob['market']): Promise<void> {
  const studyCase = modelCase(seed);
  parentPort?.postMessage(await simulateCase(studyCase, await openMarket(kind, studyCase.quotas)));
}

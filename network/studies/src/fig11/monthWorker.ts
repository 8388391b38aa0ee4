import { parentPort } from 'node:worker_threads';
import { modelCase } from './modelCase.js';
import type { MonthJob } from './MonthJob.js';
import { ClearingMarket } from './policies/market/ClearingMarket.js';
import { LedgerMarket } from './policies/market/ledger/LedgerMarket.js';
import { MemoryVenue } from './policies/market/ledger/memory/MemoryVenue.js';
import type { Market } from './policies/market/Market.js';
import { simulateCase } from './simulateCase.js';

// Computes the months that it is told to, one after the other. What fails ends the worker, and who started it is told why.
parentPort?.on('message', ({ seed, market }: MonthJob) => {
  void compute(seed, market);
});

async function compute(seed: number, kind: MonthJob['market']): Promise<void> {
  const studyCase = modelCase(seed);
  parentPort?.postMessage(await simulateCase(studyCase, await openMarket(kind, studyCase.quotas)));
}

async function openMarket(kind: MonthJob['market'], quotas: readonly number[]): Promise<Market> {
  if (kind === 'clearing') return new ClearingMarket();
  return LedgerMarket.open(await MemoryVenue.found(quotas.length), quotas);
}

import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { LedgerError } from '@acequia/protocol/fabric';
import { BenchError } from '../BenchError.js';
import type { BenchSettings } from '../BenchSettings.js';
import { quantile } from '@acequia/network/common';
import { untilAborted } from '../untilAborted.js';

/** What a load came to. */
export interface LoadReport {
  /** Transactions that ended within the time that counts, a second. */
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** Real orderers refuse some submits under load; a load that they refuse more of has measured something else. */
const mostFailures = 0.05;
const failurePauseMs = 50;

/**
 * Clients that each do one thing after the other, without a pause; counted is what ends between the warm-up and the end.
 *
 * @param work one transaction of a client, from 0 on; a LedgerError is counted and the client goes on.
 * @throws BenchError BENCH_UNSOUND when too many failed; whatever else the work throws.
 */
export async function runClosedLoop(
  work: (client: number) => Promise<void>,
  { clients, warmUpMs, measureMs }: Pick<BenchSettings, 'clients' | 'warmUpMs' | 'measureMs'>,
  signal: AbortSignal,
): Promise<LoadReport> {
  const latencies: number[] = [];
  const failures: LedgerError[] = [];
  const begin = performance.now() + warmUpMs;
  const end = begin + measureMs;
  const stopped = new AbortController();

  const attempt = async (client: number): Promise<void> => {
    const before = performance.now();
    try {
      await work(client);
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      failures.push(error);
      await sleep(failurePauseMs);
      return;
    }
    const now = performance.now();
    if (now >= begin && now < end) latencies.push(now - before);
  };
  const loop = async (client: number): Promise<void> => {
    while (performance.now() < end && !signal.aborted && !stopped.signal.aborted) await attempt(client);
  };
  const loops = Array.from({ length: clients }, async (_, client) => {
    try {
      await loop(client);
    } finally {
      // The others end with the first that fails; at the end of time it changes nothing.
      stopped.abort();
    }
  });
  for (const outcome of await untilAborted(Promise.allSettled(loops), signal)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
  checkFailures(failures, latencies.length);
  return {
    perSecond: (latencies.length * 1000) / measureMs,
    medianMs: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
  };
}

function checkFailures(failures: readonly LedgerError[], done: number): void {
  if (done > 0 && failures.length <= mostFailures * done) return;
  const last = failures.at(-1);
  const text = `${failures.length} transactions failed and ${done} were done`;
  throw new BenchError('BENCH_UNSOUND', last === undefined ? text : `${text}: ${last.message}`, {
    cause: last,
  });
}

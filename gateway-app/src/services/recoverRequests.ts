import { CodedError, pause } from '@acequia/protocol';
import type { FabricClient } from '@acequia/protocol/fabric';
import type { Logger } from 'pino';

const PAUSE_MS = 2_000;

/**
 * Carries on with the requests that an earlier run of the program left without a known outcome, until all are settled.
 *
 * @returns the newest block that one of them is in; -1 for none.
 */
export async function recoverRequests(
  client: FabricClient,
  log: Logger,
  signal: AbortSignal,
): Promise<number> {
  let newest = -1;
  while (!signal.aborted) {
    const outcomes = await tryRecover(client, log);
    for (const outcome of outcomes ?? []) {
      log.info({ function: outcome.function, outcome: outcome.outcome }, 'request of an earlier run');
      if (outcome.outcome === 'committed') newest = Math.max(newest, outcome.blockNumber);
    }
    if (outcomes?.every(({ outcome }) => outcome !== 'pending') === true) return newest;
    await pause(PAUSE_MS, signal);
  }
  return newest;
}

async function tryRecover(
  client: FabricClient,
  log: Logger,
): Promise<Awaited<ReturnType<FabricClient['recover']>> | undefined> {
  try {
    return await client.recover();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    log.warn({ err: error, code: error.code }, 'requests of an earlier run cannot be carried on with yet');
    return undefined;
  }
}

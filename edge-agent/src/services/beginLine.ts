import { CodedError, type Interval } from '@acequia/protocol';
import type { DeviceQueue, Resumption } from '../outbox/DeviceQueue.js';
import type { AgentLedger } from './AgentLedger.js';
import { chainOf } from './chainOf.js';
import { freshState } from './freshState.js';

/**
 * Begins a device's line in an empty queue: after its last window on the ledger when it has one (the queue was lost),
 * else at `start`.
 *
 * @throws LedgerError when the ledger does not answer.
 */
export async function beginLine(
  deviceId: string,
  start: number,
  queue: DeviceQueue,
  ledger: Pick<AgentLedger, 'monitoring'>,
): Promise<Resumption> {
  const { window } = await ledger.monitoring.getLastWindow({ deviceId });
  const windowStart = window?.header.end ?? start;
  const told = window === undefined ? [] : await readIntervals(deviceId, window.header.sequence, ledger);
  const cutter = { windowStart, intervals: freshState(windowStart, told) };
  await queue.begin(cutter, chainOf(window?.header));
  return { cutter, samples: [] };
}

/** The intervals of a window of this home; unknown when its payload has been purged. */
async function readIntervals(
  deviceId: string,
  sequence: number,
  ledger: Pick<AgentLedger, 'monitoring'>,
): Promise<readonly Interval[] | 'unknown'> {
  try {
    const { intervals } = await ledger.monitoring.getPayload({ deviceId, sequence });
    return intervals;
  } catch (error) {
    if (error instanceof CodedError && /_(?:PURGED|NOT_FOUND|UNKNOWN|MISSING)$/.test(error.code))
      return 'unknown';
    throw error;
  }
}

import { NO_HASH, payloadHash } from '@acequia/protocol';
import type { HomeKeyring } from '../keys/HomeKeyring.js';
import type { DeviceQueue, Resumption } from '../outbox/DeviceQueue.js';
import type { AgentLedger } from './AgentLedger.js';
import { chainOf } from './chainOf.js';
import { freshState } from './freshState.js';
import { readEssential } from './readEssential.js';

/**
 * Begins a device's line in an empty queue: after its last window on the ledger when it has one (the queue was lost),
 * else at `start`. Where that window cannot be read, for the keys were lost too, its chain begins anew.
 *
 * @throws LedgerError when the ledger does not answer.
 */
export async function beginLine(
  deviceId: string,
  start: number,
  queue: DeviceQueue,
  {
    ledger,
    keyring,
  }: {
    readonly ledger: Pick<AgentLedger, 'monitoring'>;
    readonly keyring: Pick<HomeKeyring, 'openEssential'>;
  },
): Promise<Resumption> {
  const { window } = await ledger.monitoring.getLastWindow({ deviceId });
  if (window === undefined) {
    const fresh = { windowStart: start, intervals: freshState(start) };
    await queue.begin(fresh, chainOf(undefined));
    return { cutter: fresh, samples: [] };
  }
  const { end, sequence } = window.header;
  const payload = await readEssential({ deviceId, sequence }, ledger, keyring);
  const cutter = { windowStart: end, intervals: freshState(end, payload?.intervals ?? 'unknown') };
  await queue.begin(cutter, { sequence, hash: payload === undefined ? NO_HASH : payloadHash(payload) });
  return { cutter, samples: [] };
}

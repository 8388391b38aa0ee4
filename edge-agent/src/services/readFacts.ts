import { CodedError, pause } from '@acequia/protocol';
import type { Outbox } from '../outbox/Outbox.js';
import type { Facts } from '../outbox/records.js';
import type { AgentLedger } from './AgentLedger.js';
import type { RetryTimes } from './Sender.js';

export interface FactsParts {
  readonly ledger: Pick<AgentLedger, 'registry'>;
  readonly outbox: Outbox;
  readonly deviceIds: readonly string[];
  readonly retry: Pick<RetryTimes, 'firstMs' | 'slowMs'>;
  readonly signal: AbortSignal;
  /** Told of each failure. */
  readonly onFailure: (error: CodedError) => void;
}

/**
 * The community's record and the devices' from the ledger, or as they were known when the ledger does not answer. Before
 * they are known for the first time nothing can be measured by the right factor and clock, so that is waited for.
 *
 * @returns undefined when the signal aborted first.
 */
export async function readFacts(parts: FactsParts): Promise<Facts | undefined> {
  for (
    let waitMs = parts.retry.firstMs;
    !parts.signal.aborted;
    waitMs = Math.min(2 * waitMs, parts.retry.slowMs)
  ) {
    try {
      return await fetchFacts(parts);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      parts.onFailure(error);
    }
    const known = await parts.outbox.facts();
    if (known !== undefined && covers(known, parts.deviceIds)) return known;
    await pause(waitMs, parts.signal);
  }
  return undefined;
}

async function fetchFacts({ ledger, outbox, deviceIds }: FactsParts): Promise<Facts> {
  const community = await ledger.registry.getCommunity();
  const devices = await Promise.all(deviceIds.map((deviceId) => ledger.registry.getDevice({ deviceId })));
  const facts = { community, devices };
  await outbox.saveFacts(facts);
  return facts;
}

function covers(facts: Facts, deviceIds: readonly string[]): boolean {
  return deviceIds.every((deviceId) => facts.devices.some((device) => device.deviceId === deviceId));
}

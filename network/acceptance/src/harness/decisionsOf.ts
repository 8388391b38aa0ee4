import type { DecisionRecord } from '@acequia/protocol';
import { decisionOn } from './decisionOn.js';
import type { Meter } from './Meter.js';
import { suite } from './Suite.js';

/** Waits until the community has decided on all windows that a meter has sent. In the order of the windows. */
export async function decisionsOf({ deviceId, last }: Meter): Promise<DecisionRecord[]> {
  const { operator } = suite().community;
  const sequences = Array.from({ length: last?.header.sequence ?? 0 }, (_, index) => index + 1);
  return await Promise.all(sequences.map((sequence) => decisionOn(operator, { deviceId, sequence })));
}

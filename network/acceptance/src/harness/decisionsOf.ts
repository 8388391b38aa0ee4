import type { DecisionRecord } from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import { eventually } from './eventually.js';
import type { Meter } from './Meter.js';
import { suite } from './Suite.js';

/** Waits until the community has decided on all windows that a meter has sent. In the order of the windows. */
export async function decisionsOf({ deviceId, last }: Meter): Promise<DecisionRecord[]> {
  const { monitoring } = suite().community.operator.ledger;
  const sequences = Array.from({ length: last?.header.sequence ?? 0 }, (_, index) => index + 1);
  return await eventually(`the decisions on the ${sequences.length} windows of ${deviceId}`, async () => {
    const windows = await Promise.all(
      // The operator's peer may not have them yet.
      sequences.map((sequence) =>
        orUnknown(monitoring.getWindow({ deviceId, sequence }), /^WINDOW_UNKNOWN$/),
      ),
    );
    const decisions = windows.flatMap((window) => window?.decision ?? []);
    return decisions.length === sequences.length && decisions;
  });
}

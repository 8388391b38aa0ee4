import type { DecisionRecord } from '@acequia/protocol';
import { orUnknown } from '@acequia/protocol/fabric';
import { eventually } from './eventually.js';
import type { Member } from './Member.js';

/** Waits until the community has decided on a window, and a member's peer has it: that may not have the window yet. */
export async function decisionOn(
  { ledger }: Pick<Member, 'ledger'>,
  { deviceId, sequence }: { readonly deviceId: string; readonly sequence: number },
): Promise<DecisionRecord> {
  return await eventually(`the decision on window ${sequence} of ${deviceId}`, async () => {
    const window = ledger.monitoring.getWindow({ deviceId, sequence });
    return (await orUnknown(window, /^WINDOW_UNKNOWN$/))?.decision;
  });
}

import type { ComplaintRecord } from '@acequia/protocol';
import type { SignedReadings } from '../outbox/records.js';

/**
 * What answers a complaint:
 * - `renew`: the epoch's keys are at fault; it seals nothing any more, and the window is sealed anew under another.
 * - `republish`: the window is sealed anew under an epoch that fits.
 * - `reveal`: its content is not here any more, so the record's own key is handed over.
 */
export type ComplaintAction = 'renew' | 'republish' | 'reveal';

/** @param kept the window's content, as long as the agent keeps it. */
export function complaintAction(
  { code }: Pick<ComplaintRecord, 'code'>,
  kept: SignedReadings | undefined,
): ComplaintAction {
  if (kept === undefined) return 'reveal';
  return code.startsWith('KEY_') ? 'renew' : 'republish';
}

import type { ComplaintRecord } from '@acequia/protocol';
import type { SignedReadings } from '../outbox/records.js';

/** So often a window is sealed again before its key is handed over: a reveal ends the matter, whoever is wrong. */
const MAX_REPUBLICATIONS = 2;

/**
 * What answers a complaint:
 * - `renew`: the epoch's keys are at fault; it seals nothing any more, and the window is sealed anew under another.
 * - `republish`: the window is sealed anew under an epoch that fits.
 * - `reveal`: its content is not here any more, or sealing it again has not helped; the record's own key is handed over.
 */
export type ComplaintAction = 'renew' | 'republish' | 'reveal';

/** @param kept the window's content, as long as the agent keeps it. */
export function complaintAction(
  { code, revision }: Pick<ComplaintRecord, 'code' | 'revision'>,
  kept: SignedReadings | undefined,
): ComplaintAction {
  if (kept === undefined || revision >= MAX_REPUBLICATIONS) return 'reveal';
  if (!code.startsWith('KEY_')) return 'republish';
  // Under the next epoch it cannot be read either: one more would change nothing.
  return revision === 0 ? 'renew' : 'reveal';
}

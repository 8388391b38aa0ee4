import type { ChannelMessage } from '@acequia/protocol';
import type { MailState } from './mailStateSchema.js';

/** A message of before that is not taken: who kept it so long may be playing it back. */
const OLDEST_MS = 30 * 86_400_000;
/** Clocks of other homes may be ahead. */
const AHEAD_MS = 86_400_000;

/**
 * Whether a message is new, and what is known then.
 *
 * @param now wall clock, milliseconds.
 * @returns undefined for one that was taken before, or is older than anything that is remembered.
 */
export function takeMessage(
  state: MailState,
  { messageId, sentAt }: Pick<ChannelMessage, 'messageId' | 'sentAt'>,
  now: number,
): MailState | undefined {
  if (sentAt < now - OLDEST_MS || sentAt > now + AHEAD_MS) return undefined;
  if (state.seen.some((known) => known.messageId === messageId)) return undefined;
  const seen = state.seen.filter((known) => known.sentAt >= now - OLDEST_MS);
  return { ...state, seen: [...seen, { messageId, sentAt }] };
}

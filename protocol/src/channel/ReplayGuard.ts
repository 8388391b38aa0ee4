import { CodedError } from '../errors.js';
import type { MailRequest } from './mailRequest.js';

/** How far a request's time may be from the mailbox's clock, milliseconds. */
export const MAIL_CLOCK_TOLERANCE = 120_000;

/**
 * Lets each request in once, and none that is too old to be remembered. It remembers in memory: a request that was seen before a
 * restart can be repeated for two minutes, and does nothing then but ask anew or bring a message whose id is known.
 */
export class ReplayGuard {
  readonly #now: () => number;
  /** By id, in the order of arrival: when each may be forgotten. */
  readonly #seen = new Map<string, number>();

  /** @param now wall clock, milliseconds since 1970. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @throws CodedError CHANNEL_TIME_WRONG, CHANNEL_REPLAYED. */
  admit({ requestId, sentAt }: Pick<MailRequest, 'requestId' | 'sentAt'>): void {
    const now = this.#now();
    if (Math.abs(now - sentAt) > MAIL_CLOCK_TOLERANCE) {
      throw new CodedError('CHANNEL_TIME_WRONG', 'the request was made more than two minutes from now');
    }
    this.#forget(now);
    if (this.#seen.has(requestId)) throw new CodedError('CHANNEL_REPLAYED', 'the request was made before');
    // A request from the future stays acceptable for longer: twice the tolerance covers it.
    this.#seen.set(requestId, now + 2 * MAIL_CLOCK_TOLERANCE);
  }

  #forget(now: number): void {
    for (const [id, until] of this.#seen) {
      if (until >= now) return;
      this.#seen.delete(id);
    }
  }
}

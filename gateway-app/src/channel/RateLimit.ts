import { CodedError } from '@acequia/protocol';

interface Bucket {
  left: number;
  at: number;
}

/** Lets each party make so many requests at once and so many a second on average (a token bucket). */
export class RateLimit {
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param now wall clock, milliseconds. */
  constructor(burst: number, perSecond: number, now: () => number = Date.now) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#now = now;
  }

  /** @throws CodedError CHANNEL_TOO_MANY. */
  take(party: string): void {
    const now = this.#now();
    const bucket = this.#buckets.get(party) ?? { left: this.#burst, at: now };
    bucket.left = Math.min(this.#burst, bucket.left + ((now - bucket.at) * this.#perSecond) / 1000);
    bucket.at = now;
    this.#buckets.set(party, bucket);
    if (bucket.left < 1)
      throw new CodedError('CHANNEL_TOO_MANY', 'too many requests of this party: wait a little');
    bucket.left -= 1;
  }
}

import { randomBytes, randomInt } from 'node:crypto';
import type { HomeName } from '../harness/HomeName.js';
import type { Canary } from './Canary.js';

/** Draws the distinctive values that one home's private data is filled with, and remembers them. */
export class CanaryBasket {
  readonly homeId: HomeName;
  readonly #canaries: Canary[];
  readonly #isSealed: boolean;

  constructor(homeId: HomeName, canaries: Canary[] = [], isSealed = false) {
    this.homeId = homeId;
    this.#canaries = canaries;
    this.#isSealed = isSealed;
  }

  /** The same basket, for values that are sealed wherever they go. */
  get sealed(): CanaryBasket {
    return new CanaryBasket(this.homeId, this.#canaries, true);
  }

  get canaries(): readonly Canary[] {
    return this.#canaries;
  }

  /**
   * An integer within the bounds. Below 2^32 chance would find it as bytes.
   *
   * @param from at least 2^32; `to` is excluded, both at most 2^53.
   */
  integer(name: string, from: number, to: number): number {
    // randomInt spans 2^48 at most: thousands are enough to be distinctive, the rest is drawn on its own.
    const value = from + randomInt(Math.floor((to - from) / 1000)) * 1000 + randomInt(1000);
    this.note(name, BigInt(value));
    return value;
  }

  /** Words with enough chance in them. */
  words(name: string): string {
    const value = `canary ${randomBytes(12).toString('hex')} sings`;
    this.note(name, value);
    return value;
  }

  /** 16 bytes in lower-case hex: a salt. */
  hex16(name: string): string {
    const value = randomBytes(16).toString('hex');
    this.note(name, value);
    return value;
  }

  /** A value that came about by itself, such as a sum of others. */
  note(name: string, value: string | bigint): void {
    this.#canaries.push({ name: `${this.homeId} ${name}`, value, isSealed: this.#isSealed });
  }
}

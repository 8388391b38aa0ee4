import { sha256Hex } from '@acequia/protocol';

/** Random numbers of the study's market that anyone can draw again: from the seed, the day, the second, and what they are for. */
export class TradeDraw {
  readonly #name: string;

  constructor(seed: number, day: number, second: number) {
    this.#name = `fig11/${seed}/${day}/${second}`;
  }

  /** 16 bytes, hex. */
  hex(...what: readonly (string | number)[]): string {
    return sha256Hex([this.#name, ...what].join('/')).slice(0, 32);
  }

  /** From 0 up to but not including `limit`, which is far below 2^48: all as likely. */
  below(limit: number, ...what: readonly (string | number)[]): number {
    return Number.parseInt(this.hex(...what).slice(0, 12), 16) % limit;
  }
}

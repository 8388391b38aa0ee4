import type { Needle } from './Needle.js';

/** Looks for many byte strings at once: one pass over the data, whatever the number of needles. */
export class NeedleScanner {
  /** By their first two bytes; undefined where no needle starts so, which is nearly everywhere. */
  readonly #byPrefix: (Needle[] | undefined)[];

  constructor(needles: readonly Needle[]) {
    this.#byPrefix = new Array<Needle[] | undefined>(0x10000).fill(undefined);
    for (const needle of needles) {
      const prefix = prefixAt(needle.bytes, 0);
      (this.#byPrefix[prefix] ??= []).push(needle);
    }
  }

  /** The needles that occur in the data, each once. */
  find(data: Uint8Array): Needle[] {
    const found = new Set<Needle>();
    for (let at = 0; at + 1 < data.length; at++) {
      const candidates = this.#byPrefix[prefixAt(data, at)];
      if (candidates === undefined) continue;
      for (const needle of candidates) if (occursAt(data, at, needle.bytes)) found.add(needle);
    }
    return [...found];
  }
}

function prefixAt(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
}

function occursAt(data: Uint8Array, at: number, bytes: Uint8Array): boolean {
  if (at + bytes.length > data.length) return false;
  for (let index = 2; index < bytes.length; index++) if (data[at + index] !== bytes[index]) return false;
  return true;
}

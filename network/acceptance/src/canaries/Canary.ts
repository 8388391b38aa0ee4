/** A distinctive private value that a test plants, to look for it afterwards where it must not be. */
export interface Canary {
  /** What the value is, as reports name it: `SH1 register`. */
  readonly name: string;
  /** Integers are also looked for as bytes; texts of an even number of hex digits also as the bytes they stand for. */
  readonly value: string | bigint;
  /** Whether it is sealed wherever it goes, so that nobody's store may have it in the clear. */
  readonly isSealed?: boolean;
}

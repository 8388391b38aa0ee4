/** An entry of a range, as Fabric's iterators give it. */
export interface StubEntry {
  readonly key: string;
  readonly value: Uint8Array;
}

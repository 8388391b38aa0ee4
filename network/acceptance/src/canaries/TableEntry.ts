/** One entry of a LevelDB table; the key without LevelDB's own 8 bytes of sequence and type. */
export interface TableEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export interface HistoryEntry {
  readonly txId: string;
  /** `undefined`: the key was deleted. */
  readonly value: Uint8Array | undefined;
  /** Of the transaction's channel header. */
  readonly timestamp: { readonly seconds: number; readonly nanos: number };
}

/** What one transaction of a test did: keys as `type/attribute/…`, values as parsed JSON, null where deleted or purged. */
export interface Receipt {
  readonly transactionId: string;
  /** Each transaction is a block of its own. */
  readonly blockNumber: number;
  readonly result: unknown;
  /** World state writes without the request record, which every write makes. */
  readonly writes: Readonly<Record<string, unknown>>;
  /** The request record's writes. */
  readonly requests: Readonly<Record<string, unknown>>;
  /** By collection. */
  readonly privateWrites: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Collections read in the clear or written: the Gateway has their members alone endorse. */
  readonly collections: readonly string[];
  /** The event that it set. */
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** Keys of world state read. */
  readonly reads: readonly string[];
  readonly ranges: readonly string[];
}

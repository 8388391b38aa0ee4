/** Where a reader of blocks or events goes on. */
export interface EventPosition {
  /** The block to read next. */
  readonly block: number;
  /** Of events: those of this block up to and including this transaction's have been handled. */
  readonly afterTransactionId?: string;
}

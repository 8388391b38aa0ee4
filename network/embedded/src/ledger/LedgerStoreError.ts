/**
 * - `STORE_FULL`: the disk, or what the store may use of it, is full;
 * - `STORE_FAILED`: the file cannot be opened, read or written;
 * - `STORE_LOCKED`: another process has the file open;
 * - `STORE_FORMAT`: the file is not a ledger, or one of another version;
 * - `STORE_CORRUPT`: the file is damaged.
 */
export type LedgerStoreErrorCode =
  'STORE_FULL' | 'STORE_FAILED' | 'STORE_LOCKED' | 'STORE_FORMAT' | 'STORE_CORRUPT';

/**
 * The ledger's file did not do what was asked. A write that ends with it has changed nothing and may be tried again. The message is
 * `CODE: text`.
 */
export class LedgerStoreError extends Error {
  override readonly name = 'LedgerStoreError';
  readonly code: LedgerStoreErrorCode;

  constructor(code: LedgerStoreErrorCode, text: string, options?: ErrorOptions) {
    super(`${code}: ${text}`, options);
    this.code = code;
  }
}

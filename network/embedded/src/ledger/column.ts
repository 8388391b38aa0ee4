import { LedgerStoreError } from './LedgerStoreError.js';

/** Reads a column of a row as what its table says that it is. @throws LedgerStoreError `STORE_CORRUPT` */
export const column = {
  bytes(value: unknown): Uint8Array {
    if (value instanceof Uint8Array) return value;
    throw wrongColumn('bytes', value);
  },
  optionalBytes(value: unknown): Uint8Array | undefined {
    return value === null || value === undefined ? undefined : column.bytes(value);
  },
  integer(value: unknown): number {
    if (typeof value === 'number') return value;
    throw wrongColumn('a number', value);
  },
  text(value: unknown): string {
    if (typeof value === 'string') return value;
    throw wrongColumn('a text', value);
  },
};

function wrongColumn(expected: string, value: unknown): LedgerStoreError {
  return new LedgerStoreError('STORE_CORRUPT', `a column holds ${typeof value} where ${expected} belongs`);
}

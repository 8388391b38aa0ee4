import type { RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import type { LedgerEntry } from './LedgerEntry.js';
import type { LedgerReader } from './LedgerReader.js';
import type { RecordKey } from './RecordKey.js';

/**
 * World state for a transaction that writes. It has no ranges but frozen ones: a range and a write under one prefix make phantom
 * conflicts out of traffic that has nothing to do with each other (DESIGN §5.3).
 */
export interface LedgerState extends LedgerReader {
  /** @throws LedgerError `<RECORD>_EXISTS` when the key holds a record, or was written in this transaction. */
  create<V extends z.ZodType>(type: RecordType<V>, key: RecordKey, value: z.output<V>): Promise<void>;
  /** Creates or replaces a record. */
  put<V extends z.ZodType>(type: RecordType<V>, key: RecordKey, value: z.output<V>): Promise<void>;
  /**
   * All records whose key starts with these attributes, in key order, of a range that a phase key has frozen: the caller has
   * read that key, and whoever would write into the range reads it as well (DESIGN §5.6).
   */
  listFrozen<V extends z.ZodType>(
    type: RecordType<V>,
    prefix: RecordKey,
  ): Promise<LedgerEntry<z.output<V>>[]>;
  delete(type: RecordType, key: RecordKey): Promise<void>;
}

import type { RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import type { LedgerEntry } from './LedgerEntry.js';
import type { LedgerReader } from './LedgerReader.js';
import type { RecordKey } from './RecordKey.js';

/** World state for a query: it reads ranges and writes nothing. */
export interface LedgerQueries extends LedgerReader {
  /** All records whose key starts with these attributes, in key order. */
  list<V extends z.ZodType>(type: RecordType<V>, prefix: RecordKey): Promise<LedgerEntry<z.output<V>>[]>;
}

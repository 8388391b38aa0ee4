import type { RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import type { RecordKey } from './RecordKey.js';

/** Reads records of world state by key, as they were before this transaction. */
export interface LedgerReader {
  /** @returns the record, or undefined when there is none. */
  get<V extends z.ZodType>(type: RecordType<V>, key: RecordKey): Promise<z.output<V> | undefined>;
  /** @throws LedgerError `<RECORD>_UNKNOWN` when there is none. */
  getRequired<V extends z.ZodType>(type: RecordType<V>, key: RecordKey): Promise<z.output<V>>;
}

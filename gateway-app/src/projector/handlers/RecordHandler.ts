import { parseJsonWith, type RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import type { RecordOpener } from '../../keys/RecordOpener.js';
import type { Database } from '../../readModel/Database.js';

/** Where a write takes place: the read model, and the place in the ledger. */
export interface WriteTarget {
  readonly database: Database;
  readonly block: number;
  readonly position: number;
  /** Of private writes: the home whose collection it is. */
  readonly homeId?: string;
  /** Whether this gateway's organisation is a member of a home's collection. */
  readonly isMember: (homeId: string) => boolean;
  readonly opener: RecordOpener;
  /** Sealed essential datasets that the transaction came with, by their SHA-256. */
  readonly essentials: ReadonlyMap<string, Buffer>;
}

/** Applies writes of one kind of record to the read model. */
export interface RecordHandler {
  /** Object type of the records' keys. */
  readonly type: string;
  readonly put: (target: WriteTarget, attributes: readonly string[], value: Uint8Array) => void;
  /** Absent where deleting a record changes nothing in the read model. */
  readonly remove?: (target: WriteTarget, attributes: readonly string[]) => void;
}

/** Makes a handler whose value is checked with the record's schema. */
export function recordHandler<S extends z.ZodType>(
  record: RecordType<S>,
  put: (target: WriteTarget, value: z.output<S>, attributes: readonly string[]) => void,
  remove?: RecordHandler['remove'],
): RecordHandler {
  return {
    type: record.type,
    put: (target, attributes, value) => {
      put(target, parseJsonWith(record.schema, Buffer.from(value).toString('utf8')), attributes);
    },
    ...(remove === undefined ? {} : { remove }),
  };
}

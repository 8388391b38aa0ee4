import type { RecordType } from '@acequia/protocol';
import type { z } from 'zod';
import type { RecordKey } from './RecordKey.js';

/** One home's collection: the home and the community alone hold what lies in it. */
export interface PrivateState {
  /** @throws LedgerError `<RECORD>_UNKNOWN` when there is none, PEER_REFUSED when the caller is not a member. */
  getRequired<V extends z.ZodType>(type: RecordType<V>, key: RecordKey): Promise<z.output<V>>;
  /** @throws LedgerError PEER_REFUSED when the caller is not a member. */
  put<V extends z.ZodType>(type: RecordType<V>, key: RecordKey, value: z.output<V>): Promise<void>;
  /** @returns the SHA-256 of the record in hex, which every peer knows; undefined when there is none. */
  hashOf(type: RecordType, key: RecordKey): Promise<string | undefined>;
  /**
   * Keeps the transaction among the home's members by a read of nothing. The Gateway plans endorsers by the collections that
   * are read in the clear or written, not by the private inputs: a transaction with such inputs that does neither would go to
   * any home's peer, which keeps what it saw (DESIGN §4).
   *
   * @throws LedgerError PEER_REFUSED when the caller is not a member.
   */
  confine(): Promise<void>;
  /** Erases a record, and all its history in the private stores of every peer. */
  purge(type: RecordType, key: RecordKey): Promise<void>;
}

import {
  alarmBatchRecordSchema,
  disclosureRecordSchema,
  disputeRecordSchema,
  parseJsonWith,
  type AlarmBatchRecord,
  type DisclosureRecord,
  type DisputeRecord,
} from '@acequia/protocol';
import type { Database, SqlValue } from '../Database.js';
import { documentSchema } from './documentSchema.js';

/** Batches of alarms, and disputes. */
export class NoticeQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The batches of a day (whole days since 1970, ten digits) in the order of the ledger. */
  alarmBatches(day: string): AlarmBatchRecord[] {
    return this.#database
      .all(documentSchema, 'SELECT document FROM alarmBatches WHERE day = ? ORDER BY block, position', day)
      .map(({ document }) => parseJsonWith(alarmBatchRecordSchema, document));
  }

  dispute(disputeId: string): DisputeRecord | undefined {
    return this.#disputes('disputeId = ?', disputeId)[0];
  }

  /** A home's disputes, the newest first. */
  disputes(homeId: string): DisputeRecord[] {
    return this.#disputes('homeId = ? ORDER BY openedAt DESC, disputeId', homeId);
  }

  /** Disputes that are not closed, the oldest first. */
  unsettledDisputes(): DisputeRecord[] {
    return this.#disputes(`status <> 'closed' ORDER BY openedAt, disputeId`);
  }

  /** Which records' keys were disclosed in a dispute. */
  disclosures(disputeId: string): DisclosureRecord[] {
    return this.#database
      .all(
        documentSchema,
        'SELECT document FROM disclosures WHERE disputeId = ? ORDER BY deviceId, sequence',
        disputeId,
      )
      .map(({ document }) => parseJsonWith(disclosureRecordSchema, document));
  }

  #disputes(condition: string, ...values: SqlValue[]): DisputeRecord[] {
    return this.#database
      .all(documentSchema, `SELECT document FROM disputes WHERE ${condition}`, ...values)
      .map(({ document }) => parseJsonWith(disputeRecordSchema, document));
  }
}

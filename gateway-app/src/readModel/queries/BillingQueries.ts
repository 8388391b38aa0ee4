import {
  billDocumentSchema,
  billRecordSchema,
  parseJsonWith,
  tariffRecordSchema,
  type BillDocument,
  type BillRecord,
  type TariffRecord,
} from '@acequia/protocol';
import type { Database } from '../Database.js';
import { documentSchema } from './documentSchema.js';

const COLUMNS = 'number, kind, status, homeId, periodId, commitment, corrects, issuedAt';

/** Tariffs, bills and notes. */
export class BillingQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Tariffs in the order of the ledger: those published before a place in it, or all. */
  tariffs(block = Number.MAX_SAFE_INTEGER, position = 0): TariffRecord[] {
    return this.#database
      .all(
        documentSchema,
        'SELECT document FROM tariffs WHERE (block, position) < (?, ?) ORDER BY block, position, tariffId',
        block,
        position,
      )
      .map((row) => parseJsonWith(tariffRecordSchema, row.document));
  }

  /** A home's bills and notes in the order in which they were numbered. */
  bills(homeId: string): BillRecord[] {
    return this.#database.all(
      billRecordSchema,
      `SELECT ${COLUMNS} FROM bills WHERE homeId = ? ORDER BY periodId, issuedAt, number`,
      homeId,
    );
  }

  bill(number: string): BillRecord | undefined {
    return this.#database.get(billRecordSchema, `SELECT ${COLUMNS} FROM bills WHERE number = ?`, number);
  }

  /** Notes that correct a bill. */
  notes(number: string): BillRecord[] {
    return this.#database.all(
      billRecordSchema,
      `SELECT ${COLUMNS} FROM bills WHERE corrects = ? ORDER BY issuedAt, number`,
      number,
    );
  }

  /** The private document behind a record, in the record's state. */
  document(number: string, status: BillRecord['status']): BillDocument | undefined {
    const row = this.#database.get(
      documentSchema,
      'SELECT document FROM billDocuments WHERE number = ? AND status = ?',
      number,
      status,
    );
    return row === undefined ? undefined : parseJsonWith(billDocumentSchema, row.document);
  }
}

import { z } from 'zod';
import type { Database } from '../readModel/Database.js';
import { BOOK_SCHEMA } from './BOOK_SCHEMA.js';

/** A place in the ledger up to which something has been read. */
const placeSchema = z.strictObject({ block: z.int(), position: z.int() });
export type Place = z.infer<typeof placeSchema>;

const NOWHERE: Place = { block: -1, position: 0 };

/** The community's own book of mail, delegations, accounts and alarms, in a file that is encrypted. */
export class CommunityBook {
  readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Makes the tables where they are not there. */
  prepare(): this {
    this.database.script(BOOK_SCHEMA);
    return this;
  }

  close(): void {
    this.database.close();
  }

  /** All of the work is written, or, when it throws or the power goes, nothing. */
  transaction<T>(work: () => T): T {
    return this.database.transaction(work);
  }

  /** How far into the ledger a reader has come; all behind it is still to be read. */
  placeOf(reader: string): Place {
    return (
      this.database.get(placeSchema, 'SELECT block, position FROM places WHERE name = ?', reader) ?? NOWHERE
    );
  }

  /** To be written with what was read, in one transaction. */
  moveTo(reader: string, { block, position }: Place): void {
    this.database.run(
      'INSERT OR REPLACE INTO places (name, block, position) VALUES (?, ?, ?)',
      reader,
      block,
      position,
    );
  }
}

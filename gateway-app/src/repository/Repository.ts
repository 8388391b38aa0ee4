import { sha256Hex, type Dataset } from '@acequia/protocol';
import { z } from 'zod';
import type { Database } from '../readModel/Database.js';

/** Whose record it is: a window's of a device, or the notes of a home's epoch. */
export interface RecordPlace {
  /** The device; of notes the home. */
  readonly subject: string;
  /** The window's sequence; of notes the epoch. */
  readonly sequence: number;
  readonly revision: number;
  readonly dataset: Dataset;
}

const rowSchema = z.strictObject({ content: z.string().optional(), fault: z.string().optional() });

/**
 * What was opened of sealed records, in a file of the gateway's own: it outlives the keys, so that a read model can be built
 * from block 0 after they have been destroyed. A record is known by its hash: a network that starts over finds nothing of the
 * one before.
 */
export class Repository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.script(`CREATE TABLE IF NOT EXISTS records (
      hash TEXT PRIMARY KEY, subject TEXT NOT NULL, sequence INTEGER NOT NULL, revision INTEGER NOT NULL,
      dataset TEXT NOT NULL, content TEXT, fault TEXT
    ) STRICT`);
    database.script('CREATE INDEX IF NOT EXISTS recordsBySubject ON records (subject, sequence)');
  }

  close(): void {
    this.#database.close();
  }

  /** All that `work` keeps is kept at once, or nothing of it. */
  atomically<T>(work: () => T): T {
    return this.#database.transaction(work);
  }

  /** What was sealed; undefined when it was never opened. */
  content(record: Uint8Array): Buffer | undefined {
    const content = this.#find(record)?.content;
    return content === undefined ? undefined : Buffer.from(content, 'base64');
  }

  /** Why it could not be opened while there were keys to try. */
  fault(record: Uint8Array): string | undefined {
    return this.#find(record)?.fault;
  }

  keepContent(record: Uint8Array, place: RecordPlace, content: Buffer): void {
    this.#keep(record, place, content.toString('base64'), null);
  }

  /** Does not take the place of content. */
  keepFault(record: Uint8Array, place: RecordPlace, fault: string): void {
    if (this.#find(record)?.fault !== fault) this.#keep(record, place, null, fault);
  }

  /** Erases everything of a window. */
  forget(subject: string, sequence: number): void {
    this.#database.run('DELETE FROM records WHERE subject = ? AND sequence = ?', subject, sequence);
  }

  #find(record: Uint8Array): z.infer<typeof rowSchema> | undefined {
    return this.#database.get(
      rowSchema,
      'SELECT content, fault FROM records WHERE hash = ?',
      sha256Hex(record),
    );
  }

  #keep(record: Uint8Array, place: RecordPlace, content: string | null, fault: string | null): void {
    this.#database.run(
      `INSERT INTO records (hash, subject, sequence, revision, dataset, content, fault) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET content = excluded.content, fault = excluded.fault WHERE content IS NULL`,
      sha256Hex(record),
      place.subject,
      place.sequence,
      place.revision,
      place.dataset,
      content,
      fault,
    );
  }
}

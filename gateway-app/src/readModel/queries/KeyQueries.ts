import {
  epochNotesSchema,
  epochRecordSchema,
  operationKeyRecordSchema,
  parseJsonWith,
  timestampSchema,
  type EpochNotes,
  type EpochView,
  type OperationKeyRecord,
} from '@acequia/protocol';
import { z } from 'zod';
import type { Database, SqlValue } from '../Database.js';

const epochRowSchema = z.strictObject({ document: z.string(), revokedAt: timestampSchema.optional() });
const notesRowSchema = z.strictObject({
  homeId: z.string(),
  epoch: z.int(),
  notes: z.string(),
});
const wrappedSchema = z.strictObject({
  lastEnd: timestampSchema.optional(),
  undecided: z.int(),
  earliest: timestampSchema.optional(),
  latest: timestampSchema.optional(),
  lastDecision: timestampSchema.optional(),
});
/** What a version of the community's key has opened. */
export type WrappedTo = z.infer<typeof wrappedSchema>;

/** An epoch's notes, in the clear. */
export interface NotesRow {
  readonly homeId: string;
  readonly epoch: number;
  readonly notes: EpochNotes;
}

/** Operation keys and the homes' epochs. */
export class KeyQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** An owner's keys, the oldest first. */
  operationKeys(owner: string): OperationKeyRecord[] {
    return this.#database.all(
      operationKeyRecordSchema,
      'SELECT * FROM operationKeys WHERE owner = ? ORDER BY version',
      owner,
    );
  }

  latestOperationKey(owner: string): OperationKeyRecord | undefined {
    return this.#database.get(
      operationKeyRecordSchema,
      'SELECT * FROM operationKeys WHERE owner = ? ORDER BY version DESC LIMIT 1',
      owner,
    );
  }

  epoch(homeId: string, epoch: number): EpochView | undefined {
    return this.#epochs('homeId = ? AND epoch = ?', homeId, epoch)[0];
  }

  /** A home's epochs before one, the newest first. */
  epochs(homeId: string, limit: number, before = Number.MAX_SAFE_INTEGER): EpochView[] {
    return this.#epochs('homeId = ? AND epoch < ? ORDER BY epoch DESC LIMIT ?', homeId, before, limit);
  }

  /** What a home told the community with an epoch; undefined for others' epochs and for notes that do not open. */
  notes(homeId: string, epoch: number): EpochNotes | undefined {
    return this.#notes('homeId = ? AND epoch = ?', homeId, epoch)[0]?.notes;
  }

  /** Notes of all epochs that came behind a block, in the order of the ledger. */
  notesSince(block: number): NotesRow[] {
    return this.#notes('block > ? ORDER BY block, position, homeId, epoch', block);
  }

  /** Epochs whose notes wait for their keys. */
  notesToOpen(homeId: string): EpochView[] {
    return this.#epochs('homeId = ? AND notes IS NULL AND notesFault IS NULL ORDER BY epoch', homeId);
  }

  /** The epochs that are wrapped to a version of the community's key, and the windows that they seal. */
  wrappedTo(communityKeyVersion: number): WrappedTo {
    const row = this.#database.get(
      wrappedSchema,
      `SELECT max(e."end") AS lastEnd, count(*) FILTER (WHERE w.sequence IS NOT NULL AND w.verdict IS NULL) AS undecided,
        min(w.start) AS earliest, max(w."end") AS latest, max(w.decidedAt) AS lastDecision
        FROM epochs e LEFT JOIN windows w ON w.homeId = e.homeId AND w.epoch = e.epoch
        WHERE e.communityKeyVersion = ?`,
      communityKeyVersion,
    );
    if (row === undefined) throw new Error('an aggregate query always answers one row');
    return row;
  }

  /** Whether the epochs of a version seal a window of a device, or anything of a home in a span of time. */
  isWrappedIn(
    communityKeyVersion: number,
    homeId: string,
    { deviceId, sequence }: { readonly deviceId?: string; readonly sequence?: number },
    { start, end }: { readonly start: number; readonly end: number },
  ): boolean {
    const rows = this.#database.all(
      z.strictObject({ found: z.int() }),
      `SELECT 1 AS found FROM windows w JOIN epochs e ON e.homeId = w.homeId AND e.epoch = w.epoch
        WHERE e.communityKeyVersion = ? AND w.homeId = ? AND w.start < ? AND w."end" > ?
          AND w.deviceId = coalesce(?, w.deviceId) AND w.sequence = coalesce(?, w.sequence) LIMIT 1`,
      communityKeyVersion,
      homeId,
      end,
      start,
      deviceId ?? null,
      sequence ?? null,
    );
    return rows.length > 0;
  }

  #epochs(condition: string, ...values: SqlValue[]): EpochView[] {
    return this.#database
      .all(epochRowSchema, `SELECT document, revokedAt FROM epochs WHERE ${condition}`, ...values)
      .map(({ document, revokedAt }) => ({
        ...parseJsonWith(epochRecordSchema, document),
        ...(revokedAt === undefined ? {} : { revokedAt }),
      }));
  }

  #notes(condition: string, ...values: SqlValue[]): NotesRow[] {
    return this.#database
      .all(
        notesRowSchema,
        `SELECT homeId, epoch, notes FROM epochs WHERE notes IS NOT NULL AND ${condition}`,
        ...values,
      )
      .map(({ notes, ...row }) => ({ ...row, notes: parseJsonWith(epochNotesSchema, notes) }));
  }
}

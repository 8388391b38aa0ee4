import {
  parseJsonWith,
  statementSchema,
  timestampSchema,
  verdictSchema,
  windowHeaderSchema,
  windowRecordSchema,
  type Statement,
} from '@acequia/protocol';
import { z } from 'zod';
import { omit } from '../../omit.js';
import type { Database, SqlValue } from '../Database.js';
import { documentSchema } from './documentSchema.js';
import type { PeriodView } from './QuotaQueries.js';

const windowRowSchema = z.strictObject({
  ...omit(windowHeaderSchema.shape, 'version'),
  signature: windowRecordSchema.shape.signature,
  submittedAt: timestampSchema,
  resource: z.enum(['energy', 'water']),
  block: z.int(),
  position: z.int(),
  /** `withheld`: private to a home and a community that this gateway is not. */
  payload: z.enum(['present', 'missing', 'withheld', 'purged']),
  salt: z.string().optional(),
  purgedAt: timestampSchema.optional(),
  verdict: verdictSchema.optional(),
  code: z.string().optional(),
  periodId: z.string().optional(),
  decidedAt: timestampSchema.optional(),
  afterClose: z.int().min(0).max(1).optional(),
  decisionBlock: z.int().optional(),
  decisionPosition: z.int().optional(),
});
export type WindowRow = z.infer<typeof windowRowSchema>;

const countSchema = z.strictObject({ count: z.int() });
const lastEndSchema = z.strictObject({ end: timestampSchema.optional() });
const newestSchema = z.strictObject({ newest: timestampSchema.optional() });
const pairSchema = z.strictObject({ homeId: z.string(), resource: z.enum(['energy', 'water']) });

const IN_LEDGER_ORDER = 'ORDER BY block, position, deviceId, sequence';

/** Windows, the community's decisions, and its statements to the homes. */
export class MonitoringQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The homes and resources that have windows waiting for a decision. */
  undecidedStreams(): z.infer<typeof pairSchema>[] {
    return this.#database.all(
      pairSchema,
      'SELECT DISTINCT homeId, resource FROM windows WHERE verdict IS NULL ORDER BY homeId, resource',
    );
  }

  /** Windows of a home and resource that wait for a decision, in the order of the ledger. */
  undecided(homeId: string, resource: string, limit: number): WindowRow[] {
    return this.#windows(
      `homeId = ? AND resource = ? AND verdict IS NULL ${IN_LEDGER_ORDER} LIMIT ?`,
      homeId,
      resource,
      limit,
    );
  }

  /** Windows of a home and resource that were decided, in the order of the ledger. */
  decided(homeId: string, resource: string): WindowRow[] {
    return this.#windows(
      `homeId = ? AND resource = ? AND verdict IS NOT NULL ${IN_LEDGER_ORDER}`,
      homeId,
      resource,
    );
  }

  /** A home's windows that overlap a span of time. */
  windowsBetween(homeId: string, start: number, end: number): WindowRow[] {
    return this.#windows(`homeId = ? AND start < ? AND "end" > ? ${IN_LEDGER_ORDER}`, homeId, end, start);
  }

  /** How many of a device's windows start before a time and wait for a decision. */
  undecidedBefore(deviceId: string, time: number): number {
    const row = this.#database.get(
      countSchema,
      'SELECT count(*) AS count FROM windows WHERE deviceId = ? AND verdict IS NULL AND start < ?',
      deviceId,
      time,
    );
    return row?.count ?? 0;
  }

  /** How far a device's windows reach; undefined when it sent none. */
  lastEnd(deviceId: string): number | undefined {
    return this.#database.get(
      lastEndSchema,
      'SELECT max("end") AS "end" FROM windows WHERE deviceId = ?',
      deviceId,
    )?.end;
  }

  /** Windows of a home and resource that were rejected in a span of time. */
  rejectedBetween(homeId: string, resource: string, start: number, end: number): number {
    const row = this.#database.get(
      countSchema,
      `SELECT count(*) AS count FROM windows
        WHERE homeId = ? AND resource = ? AND verdict = 'rejected' AND decidedAt >= ? AND decidedAt < ?`,
      homeId,
      resource,
      start,
      end,
    );
    return row?.count ?? 0;
  }

  /** When the newest window that overlaps a closed period was accepted behind its close; undefined when none was. */
  lastLateAcceptance(homeId: string, period: PeriodView): number | undefined {
    return this.#database.get(
      newestSchema,
      `SELECT max(decidedAt) AS newest FROM windows WHERE homeId = ? AND start < ? AND "end" > ?
        AND verdict = 'accepted' AND (decisionBlock, decisionPosition) > (?, ?)`,
      homeId,
      period.end,
      period.start,
      period.closedBlock ?? Number.MAX_SAFE_INTEGER,
      period.closedPosition ?? 0,
    )?.newest;
  }

  /** A home's statements, the newest first. */
  statements(homeId: string, limit: number): Statement[] {
    return this.#database
      .all(
        documentSchema,
        'SELECT document FROM statements WHERE homeId = ? ORDER BY statementId DESC LIMIT ?',
        homeId,
        limit,
      )
      .map(({ document }) => parseJsonWith(statementSchema, document));
  }

  statement(homeId: string, statementId: string): Statement | undefined {
    const row = this.#database.get(
      documentSchema,
      'SELECT document FROM statements WHERE homeId = ? AND statementId = ?',
      homeId,
      statementId,
    );
    return row === undefined ? undefined : parseJsonWith(statementSchema, row.document);
  }

  /** All homes' statements from a day on, the oldest first. */
  statementsSince(statementId: string, limit: number): Statement[] {
    return this.#database
      .all(
        documentSchema,
        'SELECT document FROM statements WHERE statementId >= ? ORDER BY statementId, homeId LIMIT ?',
        statementId,
        limit,
      )
      .map(({ document }) => parseJsonWith(statementSchema, document));
  }

  #windows(condition: string, ...values: SqlValue[]): WindowRow[] {
    return this.#database.all(windowRowSchema, `SELECT * FROM windows WHERE ${condition}`, ...values);
  }
}

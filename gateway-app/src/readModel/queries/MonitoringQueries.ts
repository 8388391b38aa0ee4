import {
  complaintCodeSchema,
  flowSchema,
  parseJsonWith,
  sha256HexSchema,
  statementSchema,
  timestampSchema,
  verdictSchema,
  windowHeaderSchema,
  windowRecordSchema,
  type Flow,
  type Statement,
} from '@acequia/protocol';
import { z } from 'zod';
import { omit } from '../../omit.js';
import type { Database, SqlValue } from '../Database.js';
import { documentSchema } from './documentSchema.js';
import type { PeriodView } from './QuotaQueries.js';

const windowRowSchema = z.strictObject({
  ...omit(windowHeaderSchema.shape, 'version'),
  ...omit(windowRecordSchema.shape, 'header'),
  resource: z.enum(['energy', 'water']),
  block: z.int(),
  position: z.int(),
  /** Where its present revision came from. */
  revisionBlock: z.int(),
  revisionPosition: z.int(),
  /** Essential dataset. `withheld`: private to a home and a community that this gateway is not. */
  payload: z.enum(['present', 'sealed', 'withheld', 'purged']),
  /** Why it is sealed: a complaint's code; absent while its keys are waited for. */
  fault: z.string().optional(),
  previousHash: sha256HexSchema.optional(),
  readingsSignature: z.string().optional(),
  extended: z.enum(['present', 'missing', 'sealed', 'withheld', 'purged']),
  extendedFault: z.string().optional(),
  purgedAt: timestampSchema.optional(),
  /** Code of the community's last complaint, the revision that it is about, and since when it complains. */
  complaint: complaintCodeSchema.optional(),
  complaintRevision: z.int().optional(),
  complainedAt: timestampSchema.optional(),
  firstComplainedAt: timestampSchema.optional(),
  verdict: verdictSchema.optional(),
  code: z.string().optional(),
  periodId: z.string().optional(),
  decidedAt: timestampSchema.optional(),
  afterClose: z.int().min(0).max(1).optional(),
  decisionBlock: z.int().optional(),
  decisionPosition: z.int().optional(),
});
export type WindowRow = z.infer<typeof windowRowSchema>;

const sealedRecordRowSchema = z.strictObject({ record: z.string() });
const countSchema = z.strictObject({ count: z.int() });
const lastEndSchema = z.strictObject({ end: timestampSchema.optional() });
const newestSchema = z.strictObject({ newest: timestampSchema.optional() });
const streamSchema = z.strictObject({
  homeId: z.string(),
  resource: z.enum(['energy', 'water']),
  flow: flowSchema,
});

const OF_FLOW = `deviceId IN (SELECT deviceId FROM devices WHERE coalesce(flow, 'consumption') = ?)`;
const IN_LEDGER_ORDER = 'ORDER BY block, position, deviceId, sequence';

/** Windows, the community's decisions, and its statements to the homes. */
export class MonitoringQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The homes, resources and flows that have windows waiting for a decision. */
  undecidedStreams(): z.infer<typeof streamSchema>[] {
    return this.#database.all(
      streamSchema,
      `SELECT DISTINCT w.homeId, w.resource, coalesce(d.flow, 'consumption') AS flow
        FROM windows w JOIN devices d USING (deviceId) WHERE verdict IS NULL ORDER BY w.homeId, w.resource, flow`,
    );
  }

  /** Windows of a home, resource and flow that wait for a decision, in the order of the ledger. */
  undecided(homeId: string, resource: string, limit: number, flow: Flow = 'consumption'): WindowRow[] {
    return this.#windows(
      `homeId = ? AND resource = ? AND ${OF_FLOW} AND verdict IS NULL ${IN_LEDGER_ORDER} LIMIT ?`,
      homeId,
      resource,
      flow,
      limit,
    );
  }

  /** Windows of a home, resource and flow that were decided, in the order of the ledger. */
  decided(homeId: string, resource: string, flow: Flow = 'consumption'): WindowRow[] {
    return this.#windows(
      `homeId = ? AND resource = ? AND ${OF_FLOW} AND verdict IS NOT NULL ${IN_LEDGER_ORDER}`,
      homeId,
      resource,
      flow,
    );
  }

  /** Undecided windows of which something could not be read. */
  troubled(): WindowRow[] {
    return this.#windows(
      `verdict IS NULL AND (payload = 'sealed' OR extended IN ('sealed', 'missing')) ${IN_LEDGER_ORDER}`,
    );
  }

  /** Windows that could not be opened and wait for keys, not for their home: those to try again. */
  waitingForKeys(): WindowRow[] {
    return this.#windows(
      `(payload = 'sealed' AND fault IS NULL) OR (extended = 'sealed' AND extendedFault IS NULL) ${IN_LEDGER_ORDER}`,
    );
  }

  /** How many windows wait unopened for a decision. */
  unopened(): number {
    const row = this.#database.get(
      countSchema,
      `SELECT count(*) AS count FROM windows WHERE payload = 'sealed' AND verdict IS NULL`,
    );
    return row?.count ?? 0;
  }

  /** A window's record that could not be opened. */
  sealedRecord(deviceId: string, sequence: number, dataset: 'essential' | 'extended'): Buffer | undefined {
    const row = this.#database.get(
      sealedRecordRowSchema,
      'SELECT record FROM sealedRecords WHERE deviceId = ? AND sequence = ? AND dataset = ?',
      deviceId,
      sequence,
      dataset,
    );
    return row === undefined ? undefined : Buffer.from(row.record, 'base64');
  }

  window(deviceId: string, sequence: number): WindowRow | undefined {
    return this.#windows('deviceId = ? AND sequence = ?', deviceId, sequence)[0];
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

  /** Windows of a home that overlap a span and were given up: what they would have said is estimated. */
  unreadable(homeId: string, from: number, to: number): WindowRow[] {
    return this.#windows(
      `homeId = ? AND start < ? AND "end" > ? AND code = 'RECORD_UNREADABLE' ${IN_LEDGER_ORDER}`,
      homeId,
      to,
      from,
    );
  }

  /** When the newest window that overlaps a closed period was decided behind its close so that it counts; undefined without one. */
  lastLateDecision(homeId: string, period: PeriodView): number | undefined {
    return this.#database.get(
      newestSchema,
      `SELECT max(decidedAt) AS newest FROM windows WHERE homeId = ? AND start < ? AND "end" > ?
        AND (verdict = 'accepted' OR code = 'RECORD_UNREADABLE') AND (decisionBlock, decisionPosition) > (?, ?)`,
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

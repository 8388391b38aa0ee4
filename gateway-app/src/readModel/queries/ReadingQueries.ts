import {
  extendedValuesSchema,
  flowSchema,
  intervalSchema,
  parseJsonWith,
  timestampSchema,
  trustGradeSchema,
  type Interval,
  type WindowPayload,
} from '@acequia/protocol';
import { z } from 'zod';
import type { Database } from '../Database.js';
import type { WindowRow } from './MonitoringQueries.js';

type ExtendedValues = z.infer<typeof extendedValuesSchema>;

const readingSchema = z.strictObject({
  ...intervalSchema.shape,
  deviceId: z.string(),
  sequence: z.int(),
  position: z.int(),
  resource: z.enum(['energy', 'water']),
  flow: flowSchema.optional(),
  trust: trustGradeSchema,
  verdict: z.enum(['accepted', 'rejected']).optional(),
});
export type ReadingRow = z.infer<typeof readingSchema>;

const acceptedSchema = z.strictObject({
  ...intervalSchema.shape,
  deviceId: z.string(),
  resource: z.enum(['energy', 'water']),
  flow: flowSchema,
  trust: trustGradeSchema,
  /** Where in the ledger, and when, the window was accepted. */
  decisionBlock: z.int(),
  decisionPosition: z.int(),
  decidedAt: z.int(),
});
export type AcceptedInterval = z.infer<typeof acceptedSchema>;
/** Where in the ledger, and when, a window was decided. */
export type Decided = Pick<AcceptedInterval, 'decisionBlock' | 'decisionPosition' | 'decidedAt'>;

/** Which of a home's readings are wanted: those whose interval starts in [from, to). */
export interface ReadingRange {
  readonly homeId: string;
  readonly from: number;
  readonly to: number;
  readonly resource?: string;
}

/** A place to page from: the reading after it comes next. */
export interface ReadingCursor {
  readonly start: number;
  readonly deviceId: string;
  readonly sequence: number;
  readonly position: number;
}

const NOWHERE: ReadingCursor = { start: -1, deviceId: '', sequence: 0, position: 0 };

const extendedRowSchema = z.strictObject({
  start: timestampSchema,
  end: timestampSchema,
  deviceId: z.string(),
  sequence: z.int(),
  position: z.int(),
  document: z.string(),
});
/** An interval of the extended dataset X (paper 000 Eq. 1). */
export type ExtendedRow = Omit<z.infer<typeof extendedRowSchema>, 'document'> & {
  readonly values: ExtendedValues;
};

const INTERVAL = 'i.start, i."end", i.quality, i."from", i."to", i.amount, i.meanW, i.maxW';

/** Intervals: private to a home and the community. */
export class ReadingQueries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Readings in order of time, whatever became of their windows. */
  page(range: ReadingRange, limit: number, after?: ReadingCursor): ReadingRow[] {
    const { start, deviceId, sequence, position } = after ?? NOWHERE;
    return this.#database.all(
      readingSchema,
      `SELECT ${INTERVAL}, i.deviceId, i.sequence, i.position, i.resource, d.flow, d.trust, w.verdict
        FROM intervals i JOIN devices d USING (deviceId) JOIN windows w USING (deviceId, sequence)
        WHERE i.homeId = ? AND i.start >= ? AND i.start < ? AND i.resource = coalesce(?, i.resource)
          AND (i.start, i.deviceId, i.sequence, i.position) > (?, ?, ?, ?)
        ORDER BY i.start, i.deviceId, i.sequence, i.position LIMIT ?`,
      range.homeId,
      range.from,
      range.to,
      range.resource ?? null,
      start,
      deviceId,
      sequence,
      position,
      limit,
    );
  }

  /** Intervals of accepted windows that start in [from, to). */
  accepted(homeId: string, from: number, to: number): AcceptedInterval[] {
    return this.#database.all(
      acceptedSchema,
      `SELECT ${INTERVAL}, i.deviceId, i.resource, coalesce(d.flow, 'consumption') AS flow, d.trust, w.decisionBlock,
          w.decisionPosition, w.decidedAt FROM intervals i JOIN devices d USING (deviceId) JOIN windows w USING (deviceId, sequence)
        WHERE i.homeId = ? AND i.start >= ? AND i.start < ? AND w.verdict = 'accepted'
        ORDER BY i.start, i.deviceId, i.sequence, i.position`,
      homeId,
      from,
      to,
    );
  }

  /** A window's payload, put together again; undefined unless it is present. */
  payload(window: WindowRow): WindowPayload | undefined {
    const { payload, previousHash, readingsSignature } = window;
    if (payload !== 'present' || previousHash === undefined || readingsSignature === undefined)
      return undefined;
    const intervals = this.#intervals(window.deviceId, window.sequence);
    return { version: 2, previousHash, intervals, signature: readingsSignature };
  }

  /** The extended dataset in order of time. */
  extendedPage(range: Omit<ReadingRange, 'resource'>, limit: number, after?: ReadingCursor): ExtendedRow[] {
    const { start, deviceId, sequence, position } = after ?? NOWHERE;
    return this.#database
      .all(
        extendedRowSchema,
        `SELECT start, "end", deviceId, sequence, position, document FROM extendedValues
          WHERE homeId = ? AND start >= ? AND start < ?
            AND (start, deviceId, sequence, position) > (?, ?, ?, ?)
          ORDER BY start, deviceId, sequence, position LIMIT ?`,
        range.homeId,
        range.from,
        range.to,
        start,
        deviceId,
        sequence,
        position,
        limit,
      )
      .map(({ document, ...row }) => ({ ...row, values: parseJsonWith(extendedValuesSchema, document) }));
  }

  #intervals(deviceId: string, sequence: number): Interval[] {
    return this.#database.all(
      intervalSchema,
      `SELECT ${INTERVAL} FROM intervals i WHERE deviceId = ? AND sequence = ? ORDER BY i.position`,
      deviceId,
      sequence,
    );
  }
}

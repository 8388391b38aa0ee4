import {
  alarmSchema,
  alarmStateSchema,
  canonicalJson,
  homeIdSchema,
  parseJsonWith,
  random16HexSchema,
  random16Hex,
  timestampSchema,
  type AlarmNotice,
  type AlarmState,
} from '@acequia/protocol';
import { z } from 'zod';
import type { CommunityBook, Place } from '../delegation/CommunityBook.js';

/** An alarm before it is sent, which is when its recipients are known. */
const raisedAlarmSchema = alarmSchema.omit({ sentAt: true, delegationId: true });
export type RaisedAlarm = z.infer<typeof raisedAlarmSchema>;

const documentRowSchema = z.strictObject({ document: z.string() });
const homeRowSchema = z.strictObject({ homeId: homeIdSchema });
const stateSchema = z.strictObject({ state: alarmStateSchema, block: z.int(), position: z.int() });
const slotsSchema = z.array(z.string());
const batchRowSchema = z.strictObject({
  batchId: random16HexSchema,
  requestId: random16HexSchema,
  slots: z.string(),
});
const sentRowSchema = z.strictObject({
  alarmId: random16HexSchema,
  document: z.string(),
  sentAt: timestampSchema,
});
const copySchema = z.strictObject({
  recipient: homeIdSchema,
  delegationId: random16HexSchema.optional(),
  openedAt: timestampSchema.optional(),
});

/** To whom an alarm was sealed, and when it was opened there. */
export type AlarmCopy = z.infer<typeof copySchema>;

/** What is known of a home's alarms, and up to which decision. */
export interface JudgedUpTo extends Place {
  readonly state: AlarmState;
}

/** A batch that is, or shall be, on the ledger: on the disk before it is sent, so that it is the same one after a crash. */
export interface AlarmBatch {
  readonly batchId: string;
  readonly requestId: string;
  /** Sealed alarms in base64. */
  readonly slots: readonly string[];
  /** Ledger seconds. */
  readonly sentAt: number;
  readonly alarms: readonly { readonly alarmId: string; readonly copies: readonly AlarmCopy[] }[];
}

/** An alarm that is on the ledger, and what became of it. */
export interface KeptAlarm {
  readonly alarm: RaisedAlarm;
  /** Ledger seconds. */
  readonly sentAt: number;
  readonly copies: readonly AlarmCopy[];
}

/** The alarms in the community's book. Changes belong into a transaction of the caller's. */
export class AlarmBook {
  readonly #book: CommunityBook;

  constructor(book: CommunityBook) {
    this.#book = book;
  }

  transaction<T>(work: () => T): T {
    return this.#book.transaction(work);
  }

  judged(homeId: string): JudgedUpTo {
    const row = this.#book.database.get(
      documentRowSchema,
      'SELECT document FROM alarmStates WHERE homeId = ?',
      homeId,
    );
    return row === undefined
      ? { state: {}, block: -1, position: 0 }
      : parseJsonWith(stateSchema, row.document);
  }

  setJudged(homeId: string, judged: JudgedUpTo): void {
    this.#book.database.run(
      'INSERT OR REPLACE INTO alarmStates (homeId, document) VALUES (?, ?)',
      homeId,
      canonicalJson({ state: judged.state, block: judged.block, position: judged.position }),
    );
  }

  /** Notes an alarm, to be sent once. */
  raise(homeId: string, notice: AlarmNotice): void {
    const alarm: RaisedAlarm = { version: 1, alarmId: random16Hex(), homeId, ...notice };
    this.#book.database.run(
      'INSERT INTO alarms (alarmId, homeId, document) VALUES (?, ?, ?)',
      alarm.alarmId,
      homeId,
      canonicalJson(alarm),
    );
  }

  /** Homes with alarms that are in no batch. */
  homesWaiting(): string[] {
    return this.#book.database
      .all(homeRowSchema, 'SELECT DISTINCT homeId FROM alarms WHERE batchId IS NULL ORDER BY homeId')
      .map(({ homeId }) => homeId);
  }

  /** Alarms of some homes that are in no batch, the oldest first. */
  waiting(limit: number, homeIds: readonly string[] = this.homesWaiting()): RaisedAlarm[] {
    return this.#book.database
      .all(
        documentRowSchema,
        `SELECT document FROM alarms WHERE batchId IS NULL AND homeId IN (SELECT value FROM json_each(?))
          ORDER BY position LIMIT ?`,
        JSON.stringify(homeIds),
        limit,
      )
      .map(({ document }) => parseJsonWith(raisedAlarmSchema, document));
  }

  /** Keeps a batch with the alarms in it. */
  keep({ batchId, requestId, slots, sentAt, alarms }: AlarmBatch): void {
    const { database } = this.#book;
    database.run(
      `INSERT INTO alarmBatches (batchId, requestId, slots, state) VALUES (?, ?, ?, 'composed')`,
      batchId,
      requestId,
      canonicalJson([...slots]),
    );
    for (const { alarmId, copies } of alarms) {
      database.run('UPDATE alarms SET batchId = ?, sentAt = ? WHERE alarmId = ?', batchId, sentAt, alarmId);
      for (const { recipient, delegationId } of copies) {
        database.run(
          'INSERT INTO alarmCopies (alarmId, recipient, delegationId) VALUES (?, ?, ?)',
          alarmId,
          recipient,
          delegationId ?? null,
        );
      }
    }
  }

  /** The oldest batch that is not known to be on the ledger. */
  unsent(): Pick<AlarmBatch, 'batchId' | 'requestId' | 'slots'> | undefined {
    const row = this.#book.database.get(
      batchRowSchema,
      `SELECT batchId, requestId, slots FROM alarmBatches WHERE state = 'composed' ORDER BY position LIMIT 1`,
    );
    return row === undefined ? undefined : { ...row, slots: parseJsonWith(slotsSchema, row.slots) };
  }

  setSent(batchId: string): void {
    // What was sealed is on the ledger now.
    this.#book.database.run(
      `UPDATE alarmBatches SET state = 'sent', slots = '[]' WHERE batchId = ?`,
      batchId,
    );
  }

  /** A recipient's receipt: the first one counts, and none of who never got it. */
  setOpened(recipient: string, alarmId: string, openedAt: number): void {
    this.#book.database.run(
      'UPDATE alarmCopies SET openedAt = ? WHERE alarmId = ? AND recipient = ? AND openedAt IS NULL',
      openedAt,
      alarmId,
      recipient,
    );
  }

  /** Alarms that were sent, the newest first. */
  list(limit: number): KeptAlarm[] {
    return this.#book.database
      .all(
        sentRowSchema,
        `SELECT a.alarmId, a.document, a.sentAt FROM alarms a JOIN alarmBatches b USING (batchId)
          WHERE b.state = 'sent' ORDER BY a.position DESC LIMIT ?`,
        limit,
      )
      .map(({ alarmId, document, sentAt }) => ({
        alarm: parseJsonWith(raisedAlarmSchema, document),
        sentAt,
        copies: this.#copies(alarmId),
      }));
  }

  #copies(alarmId: string): AlarmCopy[] {
    return this.#book.database.all(
      copySchema,
      'SELECT recipient, delegationId, openedAt FROM alarmCopies WHERE alarmId = ? ORDER BY recipient',
      alarmId,
    );
  }
}

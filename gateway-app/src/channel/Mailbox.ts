import { CodedError, type KeyOwner } from '@acequia/protocol';
import { MAIL_REPLY_MESSAGES, type MailPage } from '@acequia/protocol/channel';
import { z } from 'zod';
import type { CommunityBook } from '../delegation/CommunityBook.js';

/** How long a message waits to be fetched: 30 days. */
const KEEP_MS = 30 * 86_400_000;
/** How many messages may wait for one recipient, and how many of one sender among them. */
const MAX_WAITING = 1_000;
const MAX_WAITING_OF_SENDER = 100;

const rowSchema = z.strictObject({ cursor: z.int(), sealed: z.base64() });
const nextSchema = z.strictObject({ cursor: z.int() });
const countSchema = z.strictObject({ waiting: z.int(), ofSender: z.int() });

/** Sealed messages that wait for homes: kept until the home asks for what comes behind them, or for 30 days. */
export class Mailbox {
  readonly #book: CommunityBook;
  readonly #now: () => number;

  /** @param now wall clock, milliseconds. */
  constructor(book: CommunityBook, now: () => number = Date.now) {
    this.#book = book;
    this.#now = now;
  }

  /** Keeps a message; durable with the transaction that it is put in. @throws CodedError MAILBOX_FULL. */
  put(recipient: KeyOwner, sender: KeyOwner, sealed: Uint8Array): void {
    const { database } = this.#book;
    const postedAtMs = this.#now();
    database.run('DELETE FROM mail WHERE recipient = ? AND postedAtMs < ?', recipient, postedAtMs - KEEP_MS);
    const count = database.get(
      countSchema,
      'SELECT count(*) AS waiting, count(CASE WHEN sender = ? THEN 1 END) AS ofSender FROM mail WHERE recipient = ?',
      sender,
      recipient,
    );
    const { waiting, ofSender } = count ?? { waiting: 0, ofSender: 0 };
    if (waiting >= MAX_WAITING || ofSender >= MAX_WAITING_OF_SENDER) {
      throw new CodedError('MAILBOX_FULL', 'too many messages wait for that recipient');
    }
    // Never given again, also when all mail has been fetched: homes ask for what comes behind the last one.
    const next = database.get(
      nextSchema,
      'INSERT INTO lastMail VALUES (1, 1) ON CONFLICT DO UPDATE SET cursor = cursor + 1 RETURNING cursor',
    );
    if (next === undefined) throw new Error('an insertion that returns always answers one row');
    database.run(
      'INSERT INTO mail (cursor, recipient, sender, sealed, postedAtMs) VALUES (?, ?, ?, ?, ?)',
      next.cursor,
      recipient,
      sender,
      Buffer.from(sealed).toString('base64'),
      postedAtMs,
    );
  }

  /** Messages behind a cursor; those up to it have been read and are forgotten. */
  fetch(recipient: KeyOwner, after: number): MailPage {
    const { database } = this.#book;
    const rows = this.#book.transaction(() => {
      database.run('DELETE FROM mail WHERE recipient = ? AND cursor <= ?', recipient, after);
      return database.all(
        rowSchema,
        'SELECT cursor, sealed FROM mail WHERE recipient = ? AND cursor > ? ORDER BY cursor LIMIT ?',
        recipient,
        after,
        MAIL_REPLY_MESSAGES,
      );
    });
    const messages = rows.map(({ cursor, sealed }) => ({ cursor, sealed: Buffer.from(sealed, 'base64') }));
    return { messages, next: rows.at(-1)?.cursor ?? after };
  }

  /** Forgets what nobody fetched in time. */
  sweep(): void {
    this.#book.database.run('DELETE FROM mail WHERE postedAtMs < ?', this.#now() - KEEP_MS);
  }
}

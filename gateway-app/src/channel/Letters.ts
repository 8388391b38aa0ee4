import {
  channelBodySchema,
  CodedError,
  COMMUNITY_OWNER,
  canonicalJson,
  keyOwnerSchema,
  parseJsonWith,
  random16Hex,
  type ChannelBody,
  type KeyOwner,
} from '@acequia/protocol';
import { sealMessage, type ChannelIdentity } from '@acequia/protocol/channel';
import { z } from 'zod';
import type { CommunityBook } from '../delegation/CommunityBook.js';
import type { Mailbox } from './Mailbox.js';

const rowSchema = z.strictObject({
  position: z.int(),
  messageId: z.string(),
  recipient: keyOwnerSchema,
  body: z.string(),
  sentAtMs: z.int(),
});

/** Letters to one recipient that are sealed in one round. */
const AT_ONCE = 20;
/** Letters that may wait for a home before the community hears no more of it. */
const MAX_WAITING = 500;
const countSchema = z.strictObject({ count: z.int() });

/** What letters are sealed with. */
export interface LetterSeal {
  readonly identity: ChannelIdentity;
  /** The recipient's newest operation key, 32 bytes; undefined while it has none. */
  readonly keyOf: (owner: KeyOwner) => Buffer | undefined;
  /** `sealingDomain`. */
  readonly domain: string;
}

/**
 * What the community writes to homes: noted in the transaction of what it tells of, then sealed into the home's mailbox, once.
 */
export class Letters {
  readonly #book: CommunityBook;
  readonly #mailbox: Mailbox;

  constructor(book: CommunityBook, mailbox: Mailbox) {
    this.#book = book;
    this.#mailbox = mailbox;
  }

  /** Notes a letter; durable with the transaction that it is noted in. */
  write(recipient: KeyOwner, body: ChannelBody): void {
    this.#book.database.run(
      'INSERT INTO outgoing (messageId, recipient, body, sentAtMs) VALUES (?, ?, ?, ?)',
      random16Hex(),
      recipient,
      canonicalJson(body),
      Date.now(),
    );
  }

  /** Whether so much is noted for a recipient that nothing should be added for the asking. */
  isFull(recipient: KeyOwner): boolean {
    const sql = 'SELECT count(*) AS count FROM outgoing WHERE recipient = ?';
    return (this.#book.database.get(countSchema, sql, recipient)?.count ?? 0) >= MAX_WAITING;
  }

  /** Seals what is noted; what waits for a home's first key, or for room in its mailbox, is left for later. */
  deliver({ identity, keyOf, domain }: LetterSeal): number {
    let delivered = 0;
    const full = new Set<KeyOwner>();
    for (const row of this.#noted()) {
      const recipientKey = keyOf(row.recipient);
      if (recipientKey === undefined || full.has(row.recipient)) continue;
      const { messageId, recipient, sentAtMs } = row;
      const message = {
        version: 1 as const,
        messageId,
        from: COMMUNITY_OWNER,
        to: recipient,
        sentAt: sentAtMs,
        body: parseJsonWith(channelBodySchema, row.body),
      };
      const sealed = sealMessage(message, { identity, recipientKey, domain });
      if (this.#post(row.position, recipient, sealed)) delivered += 1;
      else full.add(recipient);
    }
    return delivered;
  }

  /** The oldest of each recipient's: who fetches nothing holds up nobody else's. */
  #noted(): z.infer<typeof rowSchema>[] {
    return this.#book.database.all(
      rowSchema,
      `SELECT position, messageId, recipient, body, sentAtMs FROM (
        SELECT *, row_number() OVER (PARTITION BY recipient ORDER BY position) AS place FROM outgoing)
        WHERE place <= ? ORDER BY position`,
      AT_ONCE,
    );
  }

  #post(position: number, recipient: KeyOwner, sealed: Buffer): boolean {
    try {
      this.#book.transaction(() => {
        this.#mailbox.put(recipient, COMMUNITY_OWNER, sealed);
        this.#book.database.run('DELETE FROM outgoing WHERE position = ?', position);
      });
      return true;
    } catch (error) {
      if (error instanceof CodedError && error.code === 'MAILBOX_FULL') return false;
      throw error;
    }
  }
}

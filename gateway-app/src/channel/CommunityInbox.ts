import { CodedError, COMMUNITY_OWNER, type ChannelMessage } from '@acequia/protocol';
import { openMessage, type ChannelSigner } from '@acequia/protocol/channel';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { CommunityBook } from '../delegation/CommunityBook.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { requireHousehold } from './requireHousehold.js';

const rowSchema = z.strictObject({ messageId: z.string() });

/** A message to the community whose signer may speak for the home that it is from. */
export interface Letter {
  readonly message: ChannelMessage;
  readonly signer: ChannelSigner;
}

/** What an inbox works with. */
export interface InboxContext {
  readonly book: CommunityBook;
  readonly model: ReadModel;
  /** `sealingDomain`. */
  readonly domain: string;
  /** Acts upon a message, within the transaction that remembers it: both happen, once, or neither. */
  readonly handle: (letter: Letter) => void;
}

/** Opens what homes write to the community, and hands each message on exactly once. */
export class CommunityInbox {
  readonly #context: InboxContext;

  constructor(context: InboxContext) {
    this.#context = context;
  }

  /**
   * Takes a sealed message; what follows from it is on the disk when this comes back. One that was taken before does nothing.
   *
   * @param privateKeys the community's operation keys.
   * @throws CodedError CHANNEL_NOT_READABLE, CHANNEL_SIGNATURE_WRONG, CHANNEL_MALFORMED, CHANNEL_DENIED,
   *   CHANNEL_SENDER_DIFFERS.
   */
  receive(sealed: Uint8Array, privateKeys: readonly KeyObject[]): void {
    const { book, model, domain, handle } = this.#context;
    const letter = openMessage(sealed, { privateKeys, domain });
    const { message, signer } = letter;
    if (requireHousehold(model, signer) !== message.from || message.to !== COMMUNITY_OWNER) {
      throw new CodedError(
        'CHANNEL_SENDER_DIFFERS',
        'the signer may not write this message to the community',
      );
    }
    book.transaction(() => {
      // Of two homes' messages of one id, by chance or on purpose, each counts.
      const id = `${message.from}/${message.messageId}`;
      if (this.#isKnown(id)) return;
      // Ids stay for good: a copy of an old message must never act again.
      book.database.run('INSERT INTO inbox (messageId, receivedAtMs) VALUES (?, ?)', id, Date.now());
      handle(letter);
    });
  }

  #isKnown(id: string): boolean {
    const row = this.#context.book.database.get(
      rowSchema,
      'SELECT messageId FROM inbox WHERE messageId = ?',
      id,
    );
    return row !== undefined;
  }
}

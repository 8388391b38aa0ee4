import type { KeyObject } from 'node:crypto';
import { CodedError, type ChannelMessage, type KeyOwner } from '@acequia/protocol';
import {
  openMessage,
  sealMessage,
  type ChannelIdentity,
  type ChannelSigner,
  type MailClient,
} from '@acequia/protocol/channel';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { KeyStore } from '@acequia/protocol/keystore';
import type { Logger } from 'pino';
import { outgoingSchema, type Outgoing } from '../delegation/delegationEntry.js';
import { mailStateSchema, type MailState } from './mailStateSchema.js';
import { maySpeakFor } from './maySpeakFor.js';
import type { Rounds } from '../keys/Rounds.js';
import { roundsOf } from './roundsOf.js';
import type { RoundTimes } from './RoundTimes.js';
import { takeMessage } from './takeMessage.js';

const OUTGOING = 'outgoing';
const STATE = 'mail/state';
/** Of letters that nobody could ever make something of; after any other failure the same letter is tried again. */
const HOPELESS: ReadonlySet<string> = new Set([
  'CHANNEL_NOT_READABLE',
  'CHANNEL_SIGNATURE_WRONG',
  'CHANNEL_MALFORMED',
  'PARTY_UNKNOWN',
]);

export interface ChannelLedger {
  readonly keys: Pick<CommunityLedger['keys'], 'getOperationKey'>;
  readonly registry: Pick<CommunityLedger['registry'], 'getParty'>;
}
export interface ChannelParts {
  readonly client: Pick<MailClient, 'post' | 'idle' | 'fetch'>;
  readonly identity: ChannelIdentity;
  /** `sealingDomain`. */
  readonly domain: string;
  readonly ledger: ChannelLedger;
  /** The home's private operation keys, all that it still has. */
  readonly privateKeys: () => Promise<readonly KeyObject[]>;
  /** Of the agent's own: what waits to be sent, and what was read. */
  readonly store: KeyStore;
  /** Acts on a message. It may be called with the same one again after a crash. */
  readonly onMessage: (message: ChannelMessage) => Promise<void>;
  readonly times: RoundTimes;
  readonly log: Logger;
}

/**
 * The home's end of the auxiliary channel: messages are sent until the mailbox has them, and what comes is opened, its signer
 * looked up, and acted on once. Each round makes one request to leave something and one to fetch, whatever there is.
 */
export class ChannelService {
  readonly #parts: ChannelParts;
  readonly #rounds: Rounds;
  #state: MailState | undefined;
  /** Goes on behind the message that was tried last: one recipient's full mailbox holds up nobody else's. */
  #tried = '';

  constructor(parts: ChannelParts) {
    this.#parts = parts;
    this.#rounds = roundsOf('channel', () => this.#round(), parts.times, parts.log);
  }

  start(): Promise<void> {
    return this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  /** Keeps a message to be sent: it is on the disk when this comes back. The same id is sent as one message. */
  static async keep(store: KeyStore, outgoing: Outgoing): Promise<void> {
    await store.put(`${OUTGOING}/${outgoing.messageId}`, outgoing);
  }

  /** There is something to send. */
  wake(): void {
    this.#rounds.wake();
  }

  async #round(): Promise<number> {
    const hasPosted = await this.#postOne();
    const state = await this.#load();
    const page = await this.#parts.client.fetch(state.cursor);
    for (const { cursor, sealed } of page.messages) await this.#receive(cursor, sealed);
    return hasPosted || page.messages.length > 0 ? 0 : this.#parts.times.everyMs;
  }

  async #postOne(): Promise<boolean> {
    const { store, client } = this.#parts;
    const names = await store.names(OUTGOING);
    const name = names.find((candidate) => candidate > this.#tried) ?? names[0];
    const outgoing = name === undefined ? undefined : await store.get(name, outgoingSchema);
    if (name === undefined || outgoing === undefined) {
      await client.idle();
      return false;
    }
    this.#tried = name;
    const sealed = await this.#seal(outgoing);
    if (sealed === undefined) {
      await client.idle();
      return false;
    }
    return this.#post(name, outgoing.to, sealed);
  }

  /** @returns undefined when the recipient's key is not to be had: the message waits, and holds up no other. */
  async #seal({ messageId, to, body }: Outgoing): Promise<Buffer | undefined> {
    const { identity, domain, ledger } = this.#parts;
    try {
      const { publicKey } = await ledger.keys.getOperationKey({ owner: to });
      const from: KeyOwner = identity.owner;
      const message = { version: 1, messageId, from, to, sentAt: Date.now(), body } as const;
      return sealMessage(message, { identity, recipientKey: Buffer.from(publicKey, 'base64'), domain });
    } catch (error) {
      this.#waits(error, messageId);
      return undefined;
    }
  }

  async #post(name: string, to: KeyOwner, sealed: Buffer): Promise<boolean> {
    const { client, store } = this.#parts;
    try {
      await client.post(to, sealed);
    } catch (error) {
      // Of the mailbox itself: nothing else would get there either.
      if (error instanceof CodedError && error.code.startsWith('CHANNEL_')) throw error;
      this.#waits(error, name);
      return false;
    }
    await store.remove(name);
    return true;
  }

  #waits(error: unknown, message: string): void {
    if (!(error instanceof CodedError)) throw error;
    const { code, text } = error;
    this.#parts.log.info({ code, text, message }, 'a message waits');
  }

  /** Acts first and remembers then: a crash between the two repeats the message, and none is lost. */
  async #receive(cursor: number, sealed: Uint8Array): Promise<void> {
    const known = { ...(await this.#load()), cursor };
    const message = await this.#open(sealed);
    const taken = message === undefined ? undefined : takeMessage(known, message, Date.now());
    if (message !== undefined && taken !== undefined) await this.#parts.onMessage(message);
    this.#state = taken ?? known;
    await this.#parts.store.put(STATE, this.#state);
  }

  async #open(sealed: Uint8Array): Promise<ChannelMessage | undefined> {
    const { domain, identity, log } = this.#parts;
    try {
      const privateKeys = await this.#parts.privateKeys();
      const { message, signer } = openMessage(sealed, { privateKeys, domain });
      await this.#checkSender(message, signer);
      if (message.to === identity.owner) return message;
      throw new CodedError('CHANNEL_MALFORMED', 'the letter is for another');
    } catch (error) {
      if (!(error instanceof CodedError) || !HOPELESS.has(error.code)) throw error;
      log.warn({ code: error.code }, 'a letter that is not to be used is left');
      return undefined;
    }
  }

  async #checkSender({ from }: ChannelMessage, { mspId, keyHash }: ChannelSigner): Promise<void> {
    const party = await this.#parts.ledger.registry.getParty({ mspId, keyHash });
    if (maySpeakFor(party, from)) return;
    throw new CodedError('CHANNEL_SIGNATURE_WRONG', 'the signer may not speak for the sender');
  }

  async #load(): Promise<MailState> {
    this.#state ??= (await this.#parts.store.get(STATE, mailStateSchema)) ?? { cursor: 0, seen: [] };
    return this.#state;
  }
}

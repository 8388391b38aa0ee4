import { generateKeyPairSync } from 'node:crypto';
import {
  CodedError,
  COMMUNITY_OWNER,
  fromAmount,
  Mutex,
  random16Hex,
  sha256Hex,
  type ChannelMessage,
  type Pseudonym,
  type QuotaResource,
  type TradingSide,
} from '@acequia/protocol';
import type { KeyStore } from '@acequia/protocol/keystore';
import { makeCertificateRequest } from '@acequia/protocol/x509';
import type { Outgoing } from '../delegation/delegationEntry.js';
import { requireChannel } from '../delegation/requireChannel.js';
import { isGrantOf } from './isGrantOf.js';
import { pseudonymEntrySchema, type PseudonymEntry } from './pseudonymEntry.js';

const FOLDER = 'pseudonym';

/** What a pseudonym is wanted for. */
export interface PseudonymWish {
  readonly tradeId: string;
  readonly auctionId: string;
  readonly side: TradingSide;
  readonly resource: QuotaResource;
  readonly lots: number;
}

export interface PseudonymBookParts {
  /** The home's keys: a pseudonym's is kept among them. */
  readonly store: KeyStore;
  /** Hands a letter to the channel; undefined where the home has none. */
  readonly send: ((outgoing: Outgoing) => Promise<void>) | undefined;
}

type Change = Partial<Omit<PseudonymEntry, 'requestHash' | 'tradeId'>>;

/**
 * The home's pseudonyms: one key each, for one auction, which never leaves the home. What is asked for is on the disk before it is
 * sent, and sent again after a crash; an answer is kept before it counts.
 */
export class PseudonymBook {
  readonly #parts: PseudonymBookParts;
  readonly #entries = new Map<string, PseudonymEntry>();
  /** Letters come in while trades go on. */
  readonly #turns = new Mutex();

  constructor(parts: PseudonymBookParts) {
    this.#parts = parts;
  }

  /** Reads what is on the disk. @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    const { store } = this.#parts;
    for (const name of await store.names(FOLDER)) {
      const entry = await store.get(name, pseudonymEntrySchema);
      if (entry !== undefined) this.#entries.set(entry.requestHash, entry);
    }
  }

  /** Asks again for what a crash may have kept from being sent: the community takes a letter once. */
  async resume(): Promise<void> {
    for (const entry of this.list().filter(({ isOver }) => !isOver)) {
      if (entry.state === 'asked') await this.#send(entry.messageId, entry.ask);
      if (entry.funding?.hasCome === false && entry.code === undefined) await this.#askFor(entry);
    }
  }

  list(): readonly PseudonymEntry[] {
    return [...this.#entries.values()];
  }

  /** @throws CodedError PSEUDONYM_UNKNOWN. */
  get(requestHash: string): PseudonymEntry {
    const entry = this.#entries.get(requestHash);
    if (entry === undefined) throw new CodedError('PSEUDONYM_UNKNOWN', 'the home has no such pseudonym');
    return entry;
  }

  /** A trade's pseudonym, as far as it is; undefined before it is asked for. */
  ofTrade(tradeId: string): PseudonymEntry | undefined {
    return this.list().find((entry) => entry.tradeId === tradeId);
  }

  /** Makes a key and asks the registrar for a pseudonym, once a trade. @throws CodedError CHANNEL_MISSING. */
  async ask(wish: PseudonymWish): Promise<PseudonymEntry> {
    requireChannel(this.#parts.send);
    return await this.#turns.run(async () => {
      const known = this.ofTrade(wish.tradeId);
      if (known !== undefined) return known;
      const entry = newEntry(wish);
      await this.#keep(entry);
      await this.#send(entry.messageId, entry.ask);
      return entry;
    });
  }

  /**
   * Asks for tokens on a pseudonym's account, once: they come in parts, after some time.
   *
   * @param amount minor units. @throws CodedError PSEUDONYM_UNKNOWN, CHANNEL_MISSING.
   */
  async fund(requestHash: string, amount: bigint): Promise<PseudonymEntry> {
    requireChannel(this.#parts.send);
    return await this.#turns.run(async () => {
      const known = this.get(requestHash);
      if (known.funding !== undefined) return known;
      const funding = { messageId: random16Hex(), amount: fromAmount(amount), hasCome: false };
      const entry = await this.#keep({ ...known, funding });
      await this.#askFor(entry);
      return entry;
    });
  }

  /** Notes how far a pseudonym is. @throws CodedError PSEUDONYM_UNKNOWN. */
  async note(requestHash: string, change: Change): Promise<PseudonymEntry> {
    return await this.#turns.run(async () => this.#keep({ ...this.get(requestHash), ...change }));
  }

  /** Destroys a pseudonym's key with all that is known of it. */
  async forget(requestHash: string): Promise<void> {
    await this.#turns.run(async () => {
      await this.#parts.store.remove(`${FOLDER}/${requestHash}`);
      this.#entries.delete(requestHash);
    });
  }

  /** Takes the registrar's answers, and nothing of others. It may be called with the same one again. */
  async handle({ from, body }: Pick<ChannelMessage, 'from' | 'body'>): Promise<void> {
    if (from !== COMMUNITY_OWNER) return;
    await this.#turns.run(async () => {
      if (body.type === 'pseudonym') await this.#grant(body);
      if (body.type === 'pseudonymRefused') await this.#refuse(body);
    });
  }

  async #grant({ requestHash, certificate, ticket }: Pseudonym): Promise<void> {
    const entry = this.#entries.get(requestHash);
    if (entry?.state !== 'asked') return;
    // An answer that is for another key or another auction would be of no use, and is none.
    if (!isGrantOf(entry, certificate, ticket)) return;
    await this.#keep({ ...entry, state: 'granted', certificate, ticket });
  }

  async #refuse({
    tokenAccountId,
    requestHash,
    code,
  }: Extract<ChannelMessage['body'], { type: 'pseudonymRefused' }>): Promise<void> {
    const entry = this.list().find((candidate) => candidate.tokenAccountId === tokenAccountId);
    if (entry === undefined) return;
    const isOfRequest = requestHash === entry.requestHash && entry.state === 'asked';
    await this.#keep({ ...entry, code, ...(isOfRequest ? { state: 'refused' as const } : {}) });
  }

  async #keep(entry: PseudonymEntry): Promise<PseudonymEntry> {
    await this.#parts.store.put(`${FOLDER}/${entry.requestHash}`, entry);
    this.#entries.set(entry.requestHash, entry);
    return entry;
  }

  async #askFor({ funding, tokenAccountId }: PseudonymEntry): Promise<void> {
    if (funding === undefined) return;
    const { messageId, amount } = funding;
    await this.#send(messageId, { type: 'fundPseudonym', tokenAccountId, amount });
  }

  async #send(messageId: string, body: Outgoing['body']): Promise<void> {
    await requireChannel(this.#parts.send)({ messageId, to: COMMUNITY_OWNER, body });
  }
}

function newEntry({ tradeId, auctionId, side, resource, lots }: PseudonymWish): PseudonymEntry {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const request = makeCertificateRequest(privateKey);
  const tokenAccountId = `acc-${random16Hex()}`;
  return {
    requestHash: sha256Hex(request),
    tradeId,
    messageId: random16Hex(),
    ask: {
      type: 'requestPseudonym',
      auctionId,
      side,
      resource,
      lots,
      request: request.toString('base64'),
      tokenAccountId,
    },
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    state: 'asked',
    tokenAccountId,
    opening: { requestId: random16Hex(), isDone: false },
    isOver: false,
  };
}

import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  generateX25519,
  keyHashOf,
  publicKeyBase64,
  publicRecords,
  random16Hex,
  type ChannelBody,
  type ChannelMessage,
  type KeyOwner,
  type PartyRecord,
} from '@acequia/protocol';
import { MailClient, sealMessage, type ChannelIdentity } from '@acequia/protocol/channel';
import { pino } from 'pino';
import { CommunityInbox, type Letter } from '../src/channel/CommunityInbox.js';
import { Letters } from '../src/channel/Letters.js';
import { Mailbox } from '../src/channel/Mailbox.js';
import { MailDesk } from '../src/channel/MailDesk.js';
import { MailServer } from '../src/channel/MailServer.js';
import { LedgerBuilder, put } from './LedgerBuilder.js';
import { openBook, type OpenBook } from './openBook.js';
import { openModel, type OpenModel } from './openModel.js';

export const DOMAIN = 'acequia/acequia';

/** A party of the scene with all its keys. */
export interface Correspondent {
  readonly identity: ChannelIdentity;
  readonly party: PartyRecord;
  readonly key: { readonly privateKey: KeyObject; readonly publicKey: Buffer };
}

/** A community's mailbox on a real port, and parties that are registered with it. */
export class MailScene {
  readonly opened: OpenBook = openBook();
  readonly community = generateX25519();
  readonly letters: Letter[] = [];
  /** Set to make the handler of letters fail. */
  failure: Error | undefined;
  readonly mailbox = new Mailbox(this.opened.book);
  readonly outbox = new Letters(this.opened.book, this.mailbox);
  readonly desk: MailDesk;
  url = '';
  readonly #model: OpenModel = openModel();
  readonly #builder = new LedgerBuilder();
  readonly #server: MailServer;
  readonly #log: string[] = [];

  constructor() {
    const inbox = new CommunityInbox({
      book: this.opened.book,
      model: this.#model.model,
      domain: DOMAIN,
      handle: (letter) => {
        if (this.failure !== undefined) throw this.failure;
        this.letters.push(letter);
      },
    });
    this.desk = new MailDesk({
      model: this.#model.model,
      mailbox: this.mailbox,
      inbox,
      privateKeys: () => [this.community.privateKey],
      domain: DOMAIN,
    });
    const log = pino({ level: 'warn' }, { write: (line: string) => this.#log.push(line) });
    this.#server = new MailServer(this.desk, log);
  }

  /** What the mailbox has complained of. */
  logged(): readonly string[] {
    return this.#log;
  }

  async start(): Promise<void> {
    this.url = await this.#server.start({ host: '127.0.0.1', port: 0 });
  }

  stop(): void {
    this.#server.stop();
    this.#model.close();
    this.opened.close();
  }

  /** Enrols a party and, of a household, its home. */
  enrol(owner: KeyOwner, changes: Partial<PartyRecord> = {}): Correspondent {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const mspId = `${owner}MSP`;
    const party: PartyRecord = {
      mspId,
      keyHash: keyHashOf(publicKey),
      role: 'household',
      homeId: owner,
      status: 'active',
      ...changes,
    };
    const home = { homeId: owner, mspId, collection: `${owner}Collection`, status: 'active' as const };
    const block = this.#builder.add({
      function: 'registry:enrolParty',
      writes: [
        put(publicRecords.home, [owner], home),
        put(publicRecords.party, [party.mspId, party.keyHash], party),
      ],
    });
    this.#model.apply([block]);
    const identity: ChannelIdentity = {
      owner,
      mspId,
      publicKey: publicKeyBase64(publicKey),
      sign: (message) => sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    };
    return { identity, party, key: generateX25519() };
  }

  client({ identity }: Correspondent, now?: () => number): MailClient {
    return new MailClient({
      url: this.url,
      identity,
      communityKey: () => Promise.resolve({ version: 1, publicKey: this.community.publicKey }),
      domain: DOMAIN,
      ...(now === undefined ? {} : { now }),
    });
  }

  /** A sealed message; `changes` make one that an honest sender would not write. */
  seal(
    { identity }: Correspondent,
    to: KeyOwner,
    recipientKey: Uint8Array,
    body: ChannelBody = { type: 'cancel', delegationId: random16Hex() },
    changes: Partial<ChannelMessage> = {},
  ): Buffer {
    const message: ChannelMessage = {
      version: 1,
      messageId: random16Hex(),
      from: identity.owner,
      to,
      sentAt: Date.now(),
      body,
      ...changes,
    };
    return sealMessage(message, {
      identity: { ...identity, owner: message.from },
      recipientKey,
      domain: DOMAIN,
    });
  }
}

import { join } from 'node:path';
import { KeyStore } from '@acequia/protocol/keystore';
import { MailClient } from '@acequia/protocol/channel';
import { pino } from 'pino';
import { ChannelService } from '../src/channel/ChannelService.js';
import { DelegateeReader, type DelegateeLedger } from '../src/delegation/DelegateeReader.js';
import { DelegationBook } from '../src/delegation/DelegationBook.js';
import { DelegationService } from '../src/delegation/DelegationService.js';
import { HomeGuests } from '../src/delegation/HomeGuests.js';
import type { HomeKeys } from '../src/keys/HomeKeys.js';
import { DOMAIN, type FileLedger } from './FileLedger.js';
import { cipher, homeKeysOn } from './homeKeysOn.js';
import type { ManualTimer } from './ManualTimer.js';
import type { TestMailbox } from './TestMailbox.js';

const TIMES = { everyMs: 15, firstMs: 5, slowMs: 30 };

export interface NeighbourParts {
  readonly homeId: string;
  readonly folder: string;
  readonly url: string;
  readonly mailbox: TestMailbox;
  readonly timer: ManualTimer;
  /** Of the delegator's epochs. */
  readonly ledger: FileLedger;
  /** What the delegatee reads. */
  readonly reading: DelegateeLedger;
  /** Whether the home publishes epochs. */
  readonly hasKeys: boolean;
}

/** What a home's agent has of delegation, on its own folder: to be stopped, dropped and made again. */
export class NeighbourHome {
  readonly book: DelegationBook;
  readonly guests: HomeGuests;
  readonly reader: DelegateeReader;
  readonly service: DelegationService;
  readonly channel: ChannelService;
  readonly keys: HomeKeys | undefined;
  /** Set to stand still where a new epoch would begin. */
  beforeRenewal: () => Promise<void> = async () => Promise.resolve();

  constructor({ homeId, folder, url, mailbox, timer, ledger, reading, hasKeys }: NeighbourParts) {
    const log = pino({ level: 'silent' });
    const own = new KeyStore(join(folder, homeId, 'private'), cipher);
    const now = (): number => timer.now();
    const { identity, operation } = mailbox.party(homeId);
    this.book = new DelegationBook(new KeyStore(join(folder, homeId, 'keys'), cipher));
    this.reader = new DelegateeReader({
      book: this.book,
      ledger: reading,
      store: own,
      domain: DOMAIN,
      complain: async (entry, fault) => this.service.complain(entry, fault),
      times: TIMES,
      log,
    });
    this.guests = new HomeGuests({ book: this.book, sources: [this.reader], domain: DOMAIN });
    this.keys = hasKeys ? homeKeysOn({ folder, ledger, timer, guests: this.guests }) : undefined;
    this.service = new DelegationService({
      homeId,
      book: this.book,
      send: async (outgoing) => {
        await ChannelService.keep(own, outgoing);
        this.channel.wake();
      },
      renew: async (reason) => {
        await this.beforeRenewal();
        await this.keys?.keeper.renew(reason);
      },
      sharedEpoch: () => this.keys?.keyring.sharedEpoch,
      now,
      onChange: async () => {
        this.reader.poke();
        return Promise.resolve();
      },
      times: TIMES,
      log,
    });
    const community = async (): Promise<{ version: number; publicKey: Uint8Array }> =>
      Promise.resolve({ version: 1, publicKey: mailbox.party('community').operation.publicKey });
    this.channel = new ChannelService({
      client: new MailClient({ url, identity, communityKey: community, domain: DOMAIN }),
      identity,
      domain: DOMAIN,
      ledger: mailbox.ledger,
      privateKeys: async () => Promise.resolve([operation.privateKey]),
      store: own,
      onMessage: async (message) => this.service.handle(message),
      times: TIMES,
      log,
    });
  }

  async start(): Promise<this> {
    await Promise.all([this.book.load(), this.reader.load(), this.keys?.load()]);
    for (const service of [this.keys?.keeper, this.service, this.reader, this.channel]) {
      void service?.start();
    }
    return this;
  }

  async stop(): Promise<void> {
    await Promise.all([this.keys?.stop(), this.service.stop(), this.reader.stop(), this.channel.stop()]);
  }
}

import { join } from 'node:path';
import { sealingDomain, x25519PrivateKey } from '@acequia/protocol';
import { loadChannelIdentity, MailClient } from '@acequia/protocol/channel';
import { FileCheckpoint, type FabricClient } from '@acequia/protocol/fabric';
import type { KeyStore } from '@acequia/protocol/keystore';
import type { KeyObject } from 'node:crypto';
import type { Logger } from 'pino';
import { AlarmInbox } from '../alarms/AlarmInbox.js';
import { alarmKeys } from '../alarms/alarmKeys.js';
import { EventFollower, onEvent, type EventHandler } from '../alarms/EventFollower.js';
import { ledgerEvents } from '../alarms/ledgerEvents.js';
import { ChannelService } from '../channel/ChannelService.js';
import type { RoundTimes } from '../channel/RoundTimes.js';
import type { AgentConfig } from '../config.js';
import { ConsentDesk } from '../consent/ConsentDesk.js';
import { DelegateeReader } from '../delegation/DelegateeReader.js';
import { DelegationBook } from '../delegation/DelegationBook.js';
import type { DelegationEntry, Outgoing } from '../delegation/delegationEntry.js';
import { DelegationService } from '../delegation/DelegationService.js';
import { delegationView } from '../delegation/delegationView.js';
import { HomeGuests } from '../delegation/HomeGuests.js';
import type { EpochGuests } from '../keys/EpochGuests.js';
import type { HomeKeys } from '../keys/HomeKeys.js';
import type { LedgerTimer } from '../meters/LedgerTimer.js';
import { AlarmPublisher } from '../mqtt/AlarmPublisher.js';
import { HomeCounter } from '../purse/HomeCounter.js';
import { HomePurse } from '../purse/HomePurse.js';
import { HomeTrading } from '../trading/HomeTrading.js';
import type { RememberingMeter } from '../trading/UseHistory.js';
import { controlRoutes } from './controlRoutes.js';
import { ControlServer } from './ControlServer.js';
import { DisputeDesk } from './DisputeDesk.js';
import { EventFeed } from './EventFeed.js';
import { keysAnswer } from './keysAnswer.js';

/** How often delegations are looked at by the clock, milliseconds. */
const DELEGATION_MS = 1_000;
/** How often trades are looked at by the clock; as often as the mailbox where that is more often. */
const TRADING_MS = 2_000;
/** How often a delegator's epochs are asked for when no event comes. */
const READER_MS = 30_000;

export interface HomeServicesParts {
  readonly config: AgentConfig;
  readonly client: FabricClient;
  /** The home's keys: a delegation's are kept among them. */
  readonly keyStore: KeyStore;
  /** The agent's own: alarms, readings of others, messages, sealed at rest. */
  readonly ownStore: KeyStore;
  readonly timer: LedgerTimer;
  /** Zone of the community's calendar. */
  readonly zone: string;
  /** The home's own, with what they remember of use. */
  readonly meters: readonly RememberingMeter[];
  /** Known before any of the services runs. */
  readonly keys: () => HomeKeys;
  readonly log: Logger;
}

/** What a home's agent does besides metering: delegation, alarms, disputes, and the control API to all of it. */
export class HomeServices {
  readonly #parts: HomeServicesParts;
  readonly #domain: string;
  readonly #now: () => number;
  readonly #book: DelegationBook;
  readonly #feed: EventFeed;
  readonly #reader: DelegateeReader;
  readonly #inbox: AlarmInbox;
  readonly #delegations: DelegationService;
  readonly #consent: ConsentDesk;
  readonly #trading: HomeTrading;
  readonly #purse: HomePurse;
  readonly #publisher: AlarmPublisher | undefined;
  readonly #follower: EventFollower;
  readonly #control: ControlServer;
  #channel: ChannelService | undefined;
  /** What the home's epochs take from these services. */
  readonly guests: EpochGuests;

  constructor(parts: HomeServicesParts) {
    this.#parts = parts;
    const { config, client, keyStore, ownStore, timer, log } = parts;
    const { homeId } = config;
    const { ledger } = client;
    this.#domain = sealingDomain(config.fabric);
    this.#now = () => timer.now();
    this.#book = new DelegationBook(keyStore);
    this.#feed = new EventFeed(ownStore);
    const common = { ledger, store: ownStore, domain: this.#domain, now: this.#now, log };
    this.#reader = new DelegateeReader({
      ...common,
      book: this.#book,
      complain: async (entry, fault) => this.#delegations.complain(entry, fault),
      times: this.#times(READER_MS),
    });
    this.#inbox = new AlarmInbox({
      ...common,
      keys: async () => alarmKeys(homeId, await this.#keyring().operationSecrets(), this.#book.list()),
      onAlarm: async (data) => this.#feed.add({ event: 'alarm', data }),
      onWaiting: () => this.#publisher?.wake(),
    });
    this.#delegations = new DelegationService({
      homeId,
      book: this.#book,
      send: this.#send(),
      renew: async (reason) => parts.keys().keeper.renew(reason),
      sharedEpoch: () => this.#keyring().sharedEpoch,
      now: this.#now,
      onChange: async (entry) => this.#changed(entry),
      times: this.#times(DELEGATION_MS),
      log,
    });
    const keyring = (): HomeKeys['keyring'] => this.#keyring();
    this.#consent = new ConsentDesk({ ...common, homeId, keyring, book: this.#book });
    const { zone, meters } = parts;
    const { serviceAccountId } = config;
    this.#purse = new HomePurse({ ledger, store: ownStore, send: this.#send(), serviceAccountId });
    this.#trading = new HomeTrading({
      ...common,
      config,
      zone,
      meters,
      keyStore,
      affords: async (tradeId, tokens) => this.#purse.affords(tradeId, tokens),
      send: this.#send(),
      times: this.#times(Math.min(TRADING_MS, config.channel?.everyMs ?? TRADING_MS)),
    });
    this.guests = new HomeGuests({
      book: this.#book,
      sources: [this.#reader, this.#inbox],
      domain: this.#domain,
    });
    this.#publisher = this.#newPublisher();
    this.#follower = this.#newFollower();
    this.#control = this.#newControl(new DisputeDesk({ ...common, homeId, keyring }));
  }

  /** Reads what is on the disk; before the home's epochs are drawn up. @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED. */
  async load(): Promise<void> {
    const books = [this.#book, this.#feed, this.#reader, this.#inbox, this.#purse, this.#trading];
    await Promise.all(books.map(async (book) => book.load()));
  }

  /** @returns what rejects when the disk fails or the port is taken; fulfils after stop(). */
  async run(): Promise<void> {
    this.#channel = await this.#newChannel();
    await this.#publisher?.start();
    await this.#control.start();
    await Promise.all([
      this.#delegations.start(),
      this.#reader.start(),
      this.#trading.run(),
      this.#follower.start(),
      this.#channel?.start(),
    ]);
  }

  async stop(): Promise<void> {
    this.#purse.stop();
    await this.#control.stop();
    await Promise.all([
      this.#follower.stop(),
      this.#channel?.stop(),
      this.#delegations.stop(),
      this.#reader.stop(),
      this.#trading.stop(),
      this.#publisher?.stop(),
    ]);
  }

  #keyring(): HomeKeys['keyring'] {
    return this.#parts.keys().keyring;
  }

  #times(everyMs: number): RoundTimes {
    const { firstMs, slowMs } = this.#parts.config.retry;
    return { everyMs, firstMs, slowMs };
  }

  #send(): ((outgoing: Outgoing) => Promise<void>) | undefined {
    if (this.#parts.config.channel === undefined) return undefined;
    // Messages are kept from the first moment on, and go out once the channel is there.
    return async (outgoing) => {
      await ChannelService.keep(this.#parts.ownStore, outgoing);
      this.#channel?.wake();
    };
  }

  async #changed(entry: DelegationEntry): Promise<void> {
    this.#reader.poke();
    const data = delegationView(entry, this.#reader.state(entry.delegationId));
    await this.#feed.add({ event: 'delegation', data });
  }

  async #privateKeys(): Promise<readonly KeyObject[]> {
    const secrets = await this.#keyring().operationSecrets();
    return secrets.map(({ privateKey }) => x25519PrivateKey(Buffer.from(privateKey, 'base64')));
  }

  async #newChannel(): Promise<ChannelService | undefined> {
    const { config, client, ownStore, log } = this.#parts;
    if (config.channel === undefined) return undefined;
    const { ledger } = client;
    const identity = await loadChannelIdentity(config.fabric, config.homeId);
    const communityKey = async (): Promise<{ version: number; publicKey: Uint8Array }> => {
      const { version, publicKey } = await this.#parts.keys().community.newest();
      return { version, publicKey: Buffer.from(publicKey, 'base64') };
    };
    const { url, everyMs } = config.channel;
    return new ChannelService({
      client: new MailClient({ url, identity, communityKey, domain: this.#domain }),
      identity,
      domain: this.#domain,
      ledger,
      privateKeys: async () => this.#privateKeys(),
      store: ownStore,
      onMessage: async (message) => {
        await this.#trading.handle(message);
        await this.#purse.handle(message);
        this.#trading.service.wake();
        await this.#delegations.handle(message);
      },
      times: this.#times(everyMs),
      log,
    });
  }

  #newPublisher(): AlarmPublisher | undefined {
    const { config, log } = this.#parts;
    if (config.mqtt === undefined) return undefined;
    return new AlarmPublisher({
      config: config.mqtt,
      homeId: config.homeId,
      waiting: () => this.#inbox.waiting(),
      markHandedOn: async (alarmId) => this.#inbox.markHandedOn(alarmId),
      log,
    });
  }

  #newFollower(): EventFollower {
    const { config, client, log } = this.#parts;
    const checkpoint = new FileCheckpoint(join(config.dataDir, 'events.checkpoint'));
    return new EventFollower({ client, checkpoint, handlers: this.#handlers(), times: config.retry, log });
  }

  #handlers(): EventHandler[] {
    const reader = this.#reader;
    return [
      onEvent('AlarmsSent', ledgerEvents.AlarmsSent, async (batch) => this.#inbox.receive(batch)),
      onEvent('PayloadPurged', ledgerEvents.PayloadPurged, async (purge) => this.#consent.purged(purge)),
      onEvent('EpochsPublished', ledgerEvents.EpochsPublished, async ({ homeId }) => reader.epochs(homeId)),
      onEvent('WindowsSubmitted', ledgerEvents.WindowsSubmitted, async ({ homeId, deviceId, from, to }) => {
        const count = to - from + 1;
        const windows = Array.from({ length: count }, (_, index) => ({ deviceId, sequence: from + index }));
        await reader.announce(homeId, windows);
      }),
      onEvent('WindowRepublished', ledgerEvents.WindowRepublished, async ({ homeId, ...window }) =>
        reader.announce(homeId, [window]),
      ),
    ];
  }

  #newControl(disputes: DisputeDesk): ControlServer {
    const { config, client, keys, log } = this.#parts;
    const routes = controlRoutes({
      inbox: this.#inbox,
      book: this.#book,
      reader: this.#reader,
      delegations: this.#delegations,
      disputes,
      consent: this.#consent,
      trading: this.#trading.service,
      breaches: this.#trading.breaches,
      purse: this.#purse,
      counter: new HomeCounter({ ledger: client.ledger, account: async () => this.#purse.account() }),
      keys: async () => keysAnswer(config.homeId, client.ledger, this.#keyring()),
      rotate: async () => {
        await keys().operation.rotate();
        await keys().keeper.renew('rotation');
      },
    });
    return new ControlServer({
      port: config.control.port,
      dataDir: config.dataDir,
      routes,
      feed: this.#feed,
      log,
    });
  }
}

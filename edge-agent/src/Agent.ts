import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, flowOf, sealingDomain, type DeviceRecord } from '@acequia/protocol';
import { connect, type FabricClient } from '@acequia/protocol/fabric';
import { AtRestCipher, KeyStore, loadAtRestKey } from '@acequia/protocol/keystore';
import type { Logger } from 'pino';
import type { AgentConfig } from './config.js';
import { HomeServices } from './control/HomeServices.js';
import { HomeKeys } from './keys/HomeKeys.js';
import { loadDeviceKey } from './keys/loadDeviceKey.js';
import { LedgerTimer } from './meters/LedgerTimer.js';
import { Outbox } from './outbox/Outbox.js';
import type { Facts } from './outbox/records.js';
import { AgentEvents } from './services/AgentEvents.js';
import { ComplaintWatch } from './services/ComplaintWatch.js';
import { DeviceLine } from './services/DeviceLine.js';
import { EventLog } from './services/EventLog.js';
import { readFacts } from './services/readFacts.js';
import { StatusWriter } from './services/StatusWriter.js';

/** How long one attempt waits for a ledger that is away, milliseconds: the agent's own queue is what is patient. */
const OUTAGE_MS = 4_000;

/** What is open from start() to stop(). */
interface Opened {
  readonly client: FabricClient;
  readonly outbox: Outbox;
  readonly keyStore: KeyStore;
  /** What the agent keeps besides keys and windows. */
  readonly ownStore: KeyStore;
}

/** A service of the agent: runs until it is stopped. */
interface Service {
  run(): Promise<void>;
  stop(): Promise<void>;
}

/** A home's agent: measures, signs, seals, queues and sends for each of the home's devices, and keeps the home's keys. */
export class Agent {
  readonly #config: AgentConfig;
  readonly #log: Logger;
  readonly #events = new AgentEvents();
  readonly #status: StatusWriter;
  readonly #stopping = new AbortController();
  #opened: Opened | undefined;
  /** In the order in which they are stopped. */
  #services: readonly Service[] = [];

  constructor(config: AgentConfig, log: Logger) {
    this.#config = config;
    this.#log = log;
    const { homeId, dataDir } = config;
    this.#status = new StatusWriter({ homeId, dataDir, events: this.#events, log });
  }

  /**
   * Opens the queue, the keys and the connection.
   *
   * @throws CodedError STORE_UNAVAILABLE, IDENTITY_UNREADABLE, AT_REST_KEY_EXPOSED and the like.
   */
  async start(): Promise<void> {
    const { dataDir, keysDir, fabric, atRestKeyFile, credentialsDir } = this.#config;
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const cipher = new AtRestCipher(await loadAtRestKey({ file: atRestKeyFile, credentialsDir }));
    const outbox = new Outbox(dataDir, cipher);
    await outbox.open();
    const client = await connect(fabric, {
      journalDir: join(dataDir, 'journal'),
      patience: { outage: OUTAGE_MS },
      // What the home believes of the ledger decides when it discloses a price: no other organisation's peer may say it.
      readsFrom: fabric.mspId,
      onRetry: ({ code, phase }) => {
        this.#log.debug({ code, phase }, 'asking the ledger again');
      },
    }).catch(async (error: unknown) => {
      await outbox.close();
      throw error;
    });
    const ownStore = new KeyStore(join(dataDir, 'private'), cipher);
    this.#opened = { client, outbox, keyStore: new KeyStore(keysDir, cipher), ownStore };
    new EventLog(this.#events, this.#log).start();
    this.#status.start();
  }

  /**
   * Works until stop().
   *
   * @throws CodedError what no waiting can mend: a configuration that does not fit the ledger, a damaged queue or key.
   */
  async run(): Promise<void> {
    const opened = this.#opened;
    if (opened === undefined) throw new Error('the agent has not been started');
    const facts = await this.#facts(opened);
    if (facts === undefined) return;
    const { clock } = facts.community;
    const timer = new LedgerTimer(clock);
    this.#status.setClock(timer, clock.speed);
    this.#log.info({ homeId: this.#config.homeId, speed: clock.speed }, 'the agent is running');
    const home = this.#homeServices(opened, facts, timer, () => keys);
    const keys = this.#homeKeys(opened, timer, clock.speed, home);
    await Promise.all([keys.load(), home.load()]);
    this.#status.setEpoch(keys.keyring.latest?.record.epoch);
    const lines = await this.#lines(opened, facts, timer, keys);
    const complaints = this.#complaintWatch(opened, timer, keys, lines);
    if (this.#stopping.signal.aborted) return;
    // The keys first: senders that wait for an epoch hear of the end from them.
    this.#services = [keys, home, complaints, ...lines];
    await Promise.all(this.#services.map(async (service) => service.run()));
  }

  /** Ends everything; what is under way is kept and goes on with the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    // Cuts submissions short: their bytes are in the journal.
    this.#opened?.client.close();
    await Promise.all(this.#services.map(async (service) => service.stop()));
    await this.#status.stop();
    await this.#opened?.outbox.close();
  }

  #homeServices(
    { client, outbox, keyStore, ownStore }: Opened,
    facts: Facts,
    timer: LedgerTimer,
    keys: () => HomeKeys,
  ): HomeServices {
    const [config, log] = [this.#config, this.#log];
    const zone = facts.community.timeZone;
    const meters = config.devices.map(({ deviceId }) => {
      const record = recordOf(facts, deviceId);
      return { resource: record.resource, flow: flowOf(record), queue: outbox.queue(deviceId) };
    });
    return new HomeServices({ config, client, keyStore, ownStore, timer, zone, meters, keys, log });
  }

  #homeKeys(
    { client, keyStore }: Opened,
    timer: LedgerTimer,
    speed: number,
    { guests }: HomeServices,
  ): HomeKeys {
    const { homeId, fabric, retry } = this.#config;
    return new HomeKeys({
      homeId,
      domain: sealingDomain(fabric),
      store: keyStore,
      ledger: client.ledger,
      guests,
      events: this.#events,
      timer,
      speed,
      retry,
    });
  }

  async #lines(
    { client, outbox }: Opened,
    facts: Facts,
    timer: LedgerTimer,
    { keyring, epochs }: HomeKeys,
  ): Promise<DeviceLine[]> {
    return Promise.all(
      this.#config.devices.map(
        async (device) =>
          new DeviceLine({
            config: this.#config,
            device,
            record: recordOf(facts, device.deviceId),
            community: facts.community,
            key: await loadDeviceKey(device.keyFile),
            queue: outbox.queue(device.deviceId),
            ledger: client.ledger,
            keyring,
            epochs,
            events: this.#events,
            timer,
            status: this.#status,
          }),
      ),
    );
  }

  #complaintWatch(
    { client }: Opened,
    timer: LedgerTimer,
    { keyring, keeper, epochs, community }: HomeKeys,
    devices: readonly DeviceLine[],
  ): ComplaintWatch {
    const { homeId, retry } = this.#config;
    const { ledger } = client;
    return new ComplaintWatch({
      homeId,
      devices,
      ledger,
      keyring,
      community,
      keeper,
      epochs,
      events: this.#events,
      timer,
      retry,
    });
  }

  async #facts({ client, outbox }: Opened): Promise<Facts | undefined> {
    return readFacts({
      ledger: client.ledger,
      outbox,
      deviceIds: this.#config.devices.map((device) => device.deviceId),
      retry: this.#config.retry,
      signal: this.#stopping.signal,
      onFailure: ({ code, text }) => {
        this.#log.warn({ code, text }, 'the ledger does not tell of the community and the devices');
      },
    });
  }
}

function recordOf(facts: Facts, deviceId: string): DeviceRecord {
  const record = facts.devices.find((device) => device.deviceId === deviceId);
  if (record === undefined) throw new CodedError('DEVICE_UNKNOWN', `the ledger has no device ${deviceId}`);
  return record;
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError, type DeviceRecord } from '@acequia/protocol';
import { connect, type FabricClient } from '@acequia/protocol/fabric';
import type { Logger } from 'pino';
import type { AgentConfig } from './config.js';
import { loadDeviceKey } from './keys/loadDeviceKey.js';
import { LedgerTimer } from './meters/LedgerTimer.js';
import { Outbox } from './outbox/Outbox.js';
import type { Facts } from './outbox/records.js';
import { AgentEvents } from './services/AgentEvents.js';
import { DeviceLine } from './services/DeviceLine.js';
import { EventLog } from './services/EventLog.js';
import { readFacts } from './services/readFacts.js';
import { StatusWriter } from './services/StatusWriter.js';

/** How long one attempt waits for a ledger that is away, milliseconds: the agent's own queue is what is patient. */
const OUTAGE_MS = 4_000;

/** A home's agent: measures, signs, queues and sends for each of the home's devices. */
export class Agent {
  readonly #config: AgentConfig;
  readonly #log: Logger;
  readonly #events = new AgentEvents();
  readonly #outbox: Outbox;
  readonly #status: StatusWriter;
  readonly #stopping = new AbortController();
  #client: FabricClient | undefined;
  #lines: readonly DeviceLine[] = [];

  constructor(config: AgentConfig, log: Logger) {
    this.#config = config;
    this.#log = log;
    this.#outbox = new Outbox(config.dataDir);
    const { homeId, dataDir } = config;
    this.#status = new StatusWriter({ homeId, dataDir, events: this.#events, log });
  }

  /**
   * Opens the queue and the connection.
   *
   * @throws CodedError STORE_UNAVAILABLE, IDENTITY_UNREADABLE and the like.
   */
  async start(): Promise<void> {
    const { dataDir, fabric } = this.#config;
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await this.#outbox.open();
    this.#client = await connect(fabric, {
      journalDir: join(dataDir, 'journal'),
      patience: { outage: OUTAGE_MS },
      onRetry: ({ code, phase }) => {
        this.#log.debug({ code, phase }, 'asking the ledger again');
      },
    });
    new EventLog(this.#events, this.#log).start();
    this.#status.start();
  }

  /**
   * Works until stop().
   *
   * @throws CodedError what no waiting can mend: a configuration that does not fit the ledger, a damaged queue.
   */
  async run(): Promise<void> {
    const client = this.#client;
    if (client === undefined) throw new Error('the agent has not been started');
    const facts = await this.#facts(client);
    if (facts === undefined) return;
    const { clock } = facts.community;
    const timer = new LedgerTimer(clock);
    this.#status.setClock(timer, clock.speed);
    this.#log.info({ homeId: this.#config.homeId, speed: clock.speed }, 'the agent is running');
    this.#lines = await Promise.all(
      this.#config.devices.map(async (device) => {
        const key = await loadDeviceKey(device.keyFile);
        const record = recordOf(facts, device.deviceId);
        const queue = this.#outbox.queue(device.deviceId);
        return new DeviceLine({
          config: this.#config,
          device,
          record,
          community: facts.community,
          key,
          queue,
          ledger: client.ledger,
          events: this.#events,
          timer,
          status: this.#status,
        });
      }),
    );
    if (this.#stopping.signal.aborted) return;
    await Promise.all(this.#lines.map((line) => line.run()));
  }

  /** Ends everything; what is under way is kept and goes on with the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    // Cuts submissions short: their bytes are in the journal.
    this.#client?.close();
    await Promise.all(this.#lines.map((line) => line.stop()));
    await this.#status.stop();
    await this.#outbox.close();
  }

  async #facts(client: FabricClient): Promise<Facts | undefined> {
    return readFacts({
      ledger: client.ledger,
      outbox: this.#outbox,
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

import { createServer, type Server } from 'node:http';
import { CodedError, type CommunityRecord, Mutex, toLedgerTime } from '@acequia/protocol';
import { connect, type FabricClient } from '@acequia/protocol/fabric';
import type { Logger } from 'pino';
import { createApp } from '../app.js';
import type { GatewayHealth } from '../ApiContext.js';
import type { GatewayConfig } from '../config.js';
import { fillPrivateGaps } from '../projector/fillPrivateGaps.js';
import { openWaiting } from '../projector/openWaiting.js';
import { scopeOf } from '../projector/scopeOf.js';
import { Projector } from '../projector/Projector.js';
import { CommunityServices } from '../services/CommunityServices.js';
import { LevelLoop } from '../services/LevelLoop.js';
import { recoverRequests } from '../services/recoverRequests.js';
import { DataDirLock } from './DataDirLock.js';
import { DataFiles } from './DataFiles.js';
import { GatewayStores } from './GatewayStores.js';
import { HeightProbe } from './HeightProbe.js';
import { listen } from './listen.js';

const GAP_INTERVAL_MS = 10_000;
/** Blocks that the read model may be behind and still be called current: others come while one is projected. */
const CURRENT_BLOCKS = 3;

/** What runs while a gateway is started. */
interface Running {
  readonly client: FabricClient;
  readonly heights: HeightProbe;
  readonly stores: GatewayStores;
  readonly projector: Projector;
  readonly loops: readonly LevelLoop[];
  /** Only of the community. */
  readonly services: CommunityServices | undefined;
  readonly server: Server;
  /** Ends when the services run, or the gateway stops. */
  starting: Promise<void>;
  readonly closing: AbortController;
}

/** One gateway: projector, read model and API and, for the community, its services. */
export class Gateway {
  readonly #config: GatewayConfig;
  readonly #log: Logger;
  readonly #lock: DataDirLock;
  readonly #files: DataFiles;
  #running: Running | undefined;

  constructor(config: GatewayConfig, log: Logger) {
    this.#config = config;
    this.#log = log;
    this.#files = new DataFiles(config.dataDir);
    this.#lock = new DataDirLock(this.#files.lock);
  }

  /**
   * Starts everything; the ledger may be away for now.
   *
   * @returns the API's URL.
   * @throws CodedError GATEWAY_RUNNING, API_ADDRESS_TAKEN, and those of connecting.
   */
  async start(): Promise<string> {
    const { client, stores } = await this.#open();
    const { model } = stores;
    const scope = scopeOf(this.#config, stores.opener);
    const projector = new Projector(model, client, scope, this.#log);
    const closing = new AbortController();
    const gaps = new LevelLoop(
      'privateGaps',
      () => fillPrivateGaps(model, client, scope, closing.signal),
      GAP_INTERVAL_MS,
      this.#log,
    );
    const waiting = new LevelLoop(
      'waitingKeys',
      async () => {
        await stores.loadKeys();
        openWaiting(model, scope);
      },
      GAP_INTERVAL_MS,
      this.#log,
    );
    const heights = new HeightProbe(() => client.height());
    const services = this.#createServices(stores, client, projector, heights);
    const app = createApp({
      model,
      viewer: viewerOf(this.#config),
      health: () => this.#health(),
      alarms: (limit) => services?.desk.alarmList(limit) ?? [],
      finding: (dispute) => stores.findings.read(dispute),
      now,
      log: this.#log,
    });
    const server = createServer(app.callback() as Parameters<typeof createServer>[1]);
    const running: Running = {
      client,
      heights,
      stores,
      projector,
      loops: [gaps, waiting],
      services,
      server,
      starting: Promise.resolve(),
      closing,
    };
    this.#running = running;
    try {
      const mailbox = await services?.desk.open();
      if (mailbox !== undefined) this.#log.info({ mailbox }, 'the mailbox is open');
      const url = await listen(server, this.#config.api);
      projector.start();
      for (const loop of running.loops) loop.start();
      running.starting = this.#startServices(client, projector, services, closing.signal);
      return url;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Ends everything in an order that leaves nothing half done. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    const { client, stores, projector, loops, services, server, starting, closing } = running;
    closing.abort();
    server.close();
    server.closeAllConnections();
    const stopped = Promise.all([services?.stop(), ...loops.map((loop) => loop.stop())]);
    // Writes under way are in the journal; the next start goes on with them.
    client.close();
    await projector.stop();
    await starting;
    await stopped;
    stores.close();
    this.#lock.release();
  }

  /** What it works on; when one thing does not open, nothing stays taken. */
  async #open(): Promise<Pick<Running, 'client' | 'stores'>> {
    await this.#files.prepare();
    this.#lock.take();
    let stores: GatewayStores | undefined;
    try {
      stores = await GatewayStores.open(this.#config, this.#files);
      const client = await connect(this.#config.fabric, {
        journalDir: this.#files.journal,
        onRetry: (notice) => {
          this.#log.debug({ ...notice }, 'asked again');
        },
      });
      return { client, stores };
    } catch (error) {
      stores?.close();
      this.#lock.release();
      throw error;
    }
  }

  #createServices(
    { model, documents, keyring, registrarKeys, vault }: GatewayStores,
    client: FabricClient,
    projector: Projector,
    heights: HeightProbe,
  ): CommunityServices | undefined {
    if (keyring === undefined) return undefined;
    return new CommunityServices({
      model,
      documents,
      keyring,
      registrarKeys,
      vault,
      files: this.#files,
      ledger: client.ledger,
      reached: (block) => projector.reached(block),
      isCurrent: async () => {
        const height = await heights.height();
        return height !== undefined && height - 1 - projector.checkpoint <= CURRENT_BLOCKS;
      },
      decisions: new Mutex(),
      config: this.#config,
      log: this.#log,
      now,
    });
  }

  /** Requests that an earlier run left behind come first: the services must see their effect. */
  async #startServices(
    client: FabricClient,
    projector: Projector,
    services: CommunityServices | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    if (services === undefined) return;
    const block = await recoverRequests(client, this.#log, signal);
    try {
      await projector.reached(block);
    } catch (error) {
      // Why the projection ended is logged and shown where it ended; without it nothing may be decided.
      if (error instanceof CodedError) return;
      throw error;
    }
    if (signal.aborted) return;
    services.start();
    projector.onBlock(() => {
      services.poke();
    });
  }

  async #health(): Promise<GatewayHealth> {
    const running = this.#running;
    if (running === undefined) return { ready: false, checkpoint: -1, awaited: 0, unopened: 0, services: [] };
    const { heights, stores, projector, services } = running;
    const height = await heights.height();
    const { checkpoint, failure } = projector;
    return {
      ready: failure === undefined,
      checkpoint,
      ...(height === undefined ? {} : { height, lag: Math.max(0, height - 1 - checkpoint) }),
      awaited: stores.model.ledger.privateGaps().length,
      unopened: stores.model.monitoring.unopened(),
      ...(failure === undefined ? {} : { failure: failure.code }),
      services: services?.states ?? [],
    };
  }
}

function viewerOf({ role, homeId }: GatewayConfig): { role: 'community' | 'home'; homeId?: string } {
  return { role, ...(homeId === undefined ? {} : { homeId }) };
}

function now({ clock }: CommunityRecord): number {
  return toLedgerTime(clock, Date.now());
}

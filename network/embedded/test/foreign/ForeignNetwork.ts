import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadyDescription } from '../../src/network/describeReady.js';
import { Application } from './Application.js';
import { AssetsServer } from './AssetsServer.js';
import { freePorts } from './freePorts.js';
import { NetworkProcess } from './NetworkProcess.js';

const collections = fileURLToPath(
  new URL('../../../test/foreign/chaincode/collections_config.json', import.meta.url),
);

/**
 * Two organisations and two chaincodes, each process started as anybody would: `assets`, which both organisations endorse, and
 * `vault` with private data, which either does. Both are the chaincode of this folder.
 */
export class ForeignNetwork {
  readonly dir: string;
  readonly args: readonly string[];
  readonly assets: AssetsServer;
  readonly vault: AssetsServer;
  readonly #wrapper: readonly string[];
  readonly #applications: Application[] = [];
  #process: NetworkProcess | undefined;
  #ready: ReadyDescription | undefined;

  private constructor(dir: string, ports: readonly number[], options: ForeignOptions) {
    const [org1 = 0, org2 = 0, assets = 0, vault = 0] = ports;
    this.dir = dir;
    this.#wrapper = options.wrapper?.(dir) ?? [];
    this.assets = new AssetsServer('assets', assets);
    this.vault = new AssetsServer('vault', vault);
    this.args = [
      ...['--dir', dir, '--channel', 'mychannel', '--batch-timeout', '50'],
      ...['--org', `Org1MSP:org1.example.com:${org1}`, '--org', `Org2MSP:org2.example.com:${org2}`],
      ...['--chaincode', `assets=127.0.0.1:${assets}`, '--chaincode', `vault=127.0.0.1:${vault}`],
      ...['--policy', "vault=OR('Org1MSP.peer','Org2MSP.peer')", '--collections', `vault=${collections}`],
      ...(options.args?.(dir) ?? []),
    ];
  }

  static async start(options: ForeignOptions = {}): Promise<ForeignNetwork> {
    const dir = mkdtempSync(join(tmpdir(), 'embedded-'));
    const network = new ForeignNetwork(dir, await freePorts(4), options);
    network.assets.start();
    network.vault.start();
    try {
      await network.startProcess();
    } catch (error) {
      await network.stop();
      throw error;
    }
    return network;
  }

  get process(): NetworkProcess {
    if (this.#process === undefined) throw new Error('not started');
    return this.#process;
  }

  get ready(): ReadyDescription {
    if (this.#ready === undefined) throw new Error('not started');
    return this.#ready;
  }

  async startProcess(): Promise<void> {
    this.#process = new NetworkProcess(this.args, this.#wrapper);
    this.#ready = await this.#process.ready();
  }

  /** A client that is closed with the network. */
  connect(mspId: string, options = { offline: false }): Application {
    const application = Application.connect(this.ready, mspId, options);
    this.#applications.push(application);
    return application;
  }

  /** @returns the exit code of the network's process */
  async stop(): Promise<number | null> {
    for (const application of this.#applications) application.close();
    const code = await this.process.end('SIGTERM');
    await Promise.all([this.assets.stop(), this.vault.stop()]);
    rmSync(this.dir, { recursive: true });
    return code;
  }
}

export interface ForeignOptions {
  /** Further arguments, for the network's folder. */
  readonly args?: (dir: string) => readonly string[];
  /** A command that runs the network's. */
  readonly wrapper?: (dir: string) => readonly string[];
}

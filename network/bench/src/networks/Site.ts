import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { createNetwork, type Network } from '@acequia/network';
import { Members, TestCommunity } from '@acequia/network/acceptance';
import { untilAborted } from '../untilAborted.js';
import type { NetworkKind } from './NetworkKind.js';
import { writeChaincode } from './writeChaincode.js';

const homes = 3;
/** Longest wait for a block to fill, the same on every network. How many transactions fill one, the topology says for all. */
const batchTimeoutMs = 200;

/** A fresh network of the default topology in a folder of its own, and the community on it. */
export class Site {
  readonly kind: NetworkKind;
  readonly #dir: string;
  readonly #signal: AbortSignal;
  #network: Network | undefined;
  #members: Members | undefined;
  #community: Promise<TestCommunity> | undefined;
  #startSeconds = 0;

  /** @param dir folder that is there for this site alone; absolute. @param signal gives up what is under way. */
  constructor(kind: NetworkKind, dir: string, signal: AbortSignal) {
    this.kind = kind;
    this.#dir = dir;
    this.#signal = signal;
  }

  /** From nothing until the chaincode had answered on every peer. */
  get startSeconds(): number {
    return this.#startSeconds;
  }

  get signal(): AbortSignal {
    return this.#signal;
  }

  /** Makes the network, so that it could be started. */
  async make(): Promise<void> {
    await writeChaincode(this.#chaincode);
    await this.#create();
  }

  /** Makes the network and starts it. */
  async start(): Promise<void> {
    await writeChaincode(this.#chaincode);
    const begin = performance.now();
    const network = await this.#create();
    await untilAborted(network.start(), this.#signal);
    this.#startSeconds = (performance.now() - begin) / 1000;
  }

  /** @throws Error before it is made. */
  get network(): Network {
    if (this.#network === undefined) throw new Error('the network has not been made');
    return this.#network;
  }

  /** The community, founded when first asked for. */
  async community(): Promise<TestCommunity> {
    this.#members ??= new Members(this.network.description, join(this.#dir, 'journals'));
    // Ledger time runs as the clock does.
    const community = (this.#community ??= TestCommunity.found(this.#members, 1, join(this.#dir, 'secrets')));
    return await untilAborted(community, this.#signal);
  }

  /** Ends every process of the network; its logs stay. */
  async stop(): Promise<void> {
    this.#members?.close();
    await this.#network?.stop();
  }

  get #chaincode(): string {
    return join(this.#dir, 'chaincode');
  }

  async #create(): Promise<Network> {
    const made = createNetwork({
      kind: this.kind,
      dir: join(this.#dir, 'network'),
      homes,
      batchTimeoutMs,
      chaincode: { modulePath: this.#chaincode },
      parentPid: process.pid,
    });
    this.#network = await untilAborted(made, this.#signal);
    return this.#network;
  }
}

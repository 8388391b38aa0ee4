import type { NetworkDescription } from '@acequia/protocol';
import {
  describeNetwork,
  NetworkPaths,
  ProcessGroup,
  writeAtomically,
  type Network,
  type NetworkOptions,
  type NetworkPlan,
  type ProcessSpec,
  type ProcessStatus,
} from '@acequia/network/common';
import { rm } from 'node:fs/promises';
import { embeddedSpecs } from './embeddedSpecs.js';
import { PeerProbe } from './PeerProbe.js';

const startTimeoutMs = 60_000;

/** A community's network in one process, with its chaincode server beside it. Get one from `createNetwork` or `openNetwork`. */
export class EmbeddedCommunityNetwork implements Network {
  readonly dir: string;
  readonly description: NetworkDescription;
  readonly orderingNote: string | undefined = undefined;
  readonly #plan: NetworkPlan;
  readonly #paths: NetworkPaths;
  readonly #processes: ProcessGroup;
  readonly #probe: PeerProbe;
  readonly #onProgress: (line: string) => void;

  constructor(dir: string, plan: NetworkPlan, options: Pick<NetworkOptions, 'parentPid' | 'onProgress'>) {
    this.dir = dir;
    this.#plan = plan;
    this.#paths = new NetworkPaths(dir);
    this.description = describeNetwork(plan, this.#paths);
    this.#processes = new ProcessGroup(this.#paths, options.parentPid);
    this.#probe = new PeerProbe(this.description);
    this.#onProgress = options.onProgress ?? (() => undefined);
  }

  async start(): Promise<void> {
    if (await this.#processes.runs()) return;
    await this.stop();
    await this.#processes.start(this.#specs(), startTimeoutMs);
    await this.#probe.waitForChaincode(startTimeoutMs);
    writeAtomically(this.#paths.description, `${JSON.stringify(this.description, null, 2)}\n`);
    this.#onProgress(`network ${this.#plan.name} is up: ${this.#paths.description}`);
  }

  async stop(): Promise<void> {
    await this.#processes.stop();
  }

  async clean(): Promise<void> {
    await this.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  async status(): Promise<ProcessStatus[]> {
    const statuses = await this.#processes.status(this.#specs());
    if (!statuses.some(({ kind, state }) => kind === 'embedded' && state === 'running')) return statuses;
    const height = await this.#probe.height();
    return statuses.map((status) =>
      status.kind === 'embedded' && height !== undefined ? { ...status, height } : status,
    );
  }

  async kill(name: string, options: { signal?: NodeJS.Signals; hold?: boolean } = {}): Promise<void> {
    await this.#processes.kill(name, options);
  }

  async startProcess(name: string): Promise<void> {
    await this.#processes.startProcess(name, this.#specs());
  }

  #specs(): ProcessSpec[] {
    return embeddedSpecs(this.#plan, this.#paths);
  }
}

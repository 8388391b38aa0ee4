import type { NetworkDescription } from '@acequia/protocol';
import { rm } from 'node:fs/promises';
import { describeNetwork } from './describeNetwork.js';
import type { Network } from './Network.js';
import type { NetworkOptions } from './NetworkOptions.js';
import { ProcessGroup } from './processes/ProcessGroup.js';
import type { ProcessSpec } from './processes/ProcessSpec.js';
import type { ProcessStatus } from './processes/ProcessStatus.js';
import { writeAtomically } from './system/writeAtomically.js';
import { NetworkPaths } from './topology/NetworkPaths.js';
import type { NetworkPlan } from './topology/NetworkPlan.js';

/** What networks of either kind have in common: a plan in a folder, and processes under a supervisor. */
export abstract class SupervisedNetwork implements Network {
  readonly dir: string;
  readonly description: NetworkDescription;
  readonly orderingNote: string | undefined;
  protected readonly plan: NetworkPlan;
  protected readonly paths: NetworkPaths;
  protected readonly processes: ProcessGroup;
  protected readonly onProgress: (line: string) => void;

  constructor(dir: string, plan: NetworkPlan, options: Pick<NetworkOptions, 'parentPid' | 'onProgress'>) {
    this.dir = dir;
    this.plan = plan;
    this.paths = new NetworkPaths(dir);
    this.description = describeNetwork(plan, this.paths);
    this.orderingNote = plan.orderingNote;
    this.processes = new ProcessGroup(this.paths, options.parentPid);
    this.onProgress = options.onProgress ?? (() => undefined);
  }

  abstract start(): Promise<void>;
  abstract status(): Promise<ProcessStatus[]>;
  /** All processes of the network, in the order in which they start. */
  protected abstract specs(): ProcessSpec[];

  async stop(): Promise<void> {
    await this.processes.stop();
  }

  async clean(): Promise<void> {
    await this.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  async kill(name: string, options: { signal?: NodeJS.Signals; hold?: boolean } = {}): Promise<void> {
    await this.processes.kill(name, options);
  }

  async startProcess(name: string): Promise<void> {
    await this.processes.startProcess(name, this.specs());
  }

  /** Tells the programs above that the network is up. */
  protected announce(): void {
    writeAtomically(this.paths.description, `${JSON.stringify(this.description, null, 2)}\n`);
    this.onProgress(`network ${this.plan.name} is up: ${this.paths.description}`);
  }
}

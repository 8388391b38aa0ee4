import { SupervisedNetwork, type ProcessSpec, type ProcessStatus } from '@acequia/network/common';
import { embeddedSpecs } from './embeddedSpecs.js';
import { PeerProbe } from './PeerProbe.js';

const startTimeoutMs = 60_000;

/** A community's network in one process, with its chaincode server beside it. Get one from `createNetwork` or `openNetwork`. */
export class EmbeddedCommunityNetwork extends SupervisedNetwork {
  readonly #probe = new PeerProbe(this.description);

  override async start(): Promise<void> {
    if (await this.processes.runs()) return;
    await this.stop();
    await this.processes.start(this.specs(), startTimeoutMs);
    await this.#probe.waitForChaincode(startTimeoutMs);
    this.announce();
  }

  override async status(): Promise<ProcessStatus[]> {
    const statuses = await this.processes.status(this.specs());
    if (!statuses.some(({ kind, state }) => kind === 'embedded' && state === 'running')) return statuses;
    const height = await this.#probe.height();
    return statuses.map((status) =>
      status.kind === 'embedded' && height !== undefined ? { ...status, height } : status,
    );
  }

  protected override specs(): ProcessSpec[] {
    return embeddedSpecs(this.plan, this.paths);
  }
}

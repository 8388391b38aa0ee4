import {
  readMetrics,
  SupervisedNetwork,
  type ProcessSpec,
  type ProcessStatus,
} from '@acequia/network/common';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { FabricBinaries } from './binaries/FabricBinaries.js';
import { deployChaincode } from './channel/deployChaincode.js';
import { findLeader } from './channel/findLeader.js';
import { joinOrderers } from './channel/joinOrderers.js';
import { PeerCli } from './channel/PeerCli.js';
import { waitForChaincode } from './channel/waitForChaincode.js';
import { waitForGossip } from './channel/waitForGossip.js';
import { processSpecs } from './processSpecs.js';
import { readPrepared } from './readPrepared.js';

/** A real Hyperledger Fabric network on this machine. Get one from `createFabricNetwork` or `openFabricNetwork`. */
export class FabricNetwork extends SupervisedNetwork {
  /** The first time it also makes the channel; a first time that was interrupted is done again from an empty ledger. */
  override async start(): Promise<void> {
    const first = !existsSync(this.paths.description);
    if (!first && (await this.processes.runs())) return;
    await this.stop();
    if (first) await this.#removeLedgers();
    const specs = this.specs();
    const timeoutMs = 60_000 + 3000 * specs.length;
    await this.processes.start(specs, timeoutMs);
    this.onProgress(`${specs.length} processes run`);
    if (first) await this.#makeChannel();
    else await waitForChaincode(this.plan, this.#cli(), timeoutMs);
    await waitForGossip(this.plan, timeoutMs);
    this.announce();
  }

  override async status(): Promise<ProcessStatus[]> {
    const specs = this.specs();
    return await Promise.all(
      (await this.processes.status(specs)).map(async (status) => {
        if (status.state !== 'running') return status;
        const height = await this.#height(specs.find(({ name }) => name === status.name));
        return height === undefined ? status : { ...status, height };
      }),
    );
  }

  /**
   * The name of the orderer that leads, as the orderers' last block says: after a leader's death the old name stands until
   * the next block.
   *
   * @throws NetworkError `NO_LEADER`
   */
  async bftLeader(): Promise<string> {
    return await findLeader(this.plan);
  }

  async #makeChannel(): Promise<void> {
    await joinOrderers(this.plan, this.paths, this.#binaries());
    this.onProgress('the orderers have the channel');
    const { packageIds } = readPrepared(this.paths);
    await deployChaincode(this.plan, this.paths, this.#cli(), packageIds, this.onProgress);
    await waitForChaincode(this.plan, this.#cli(), 60_000);
    this.onProgress('the chaincode answers on every peer');
  }

  async #height(spec: ProcessSpec | undefined): Promise<number | undefined> {
    if (spec?.operationsPort === undefined) return undefined;
    const metrics = await readMetrics(spec.operationsPort, this.plan.topology.channel);
    return metrics.get('ledger_blockchain_height');
  }

  async #removeLedgers(): Promise<void> {
    for (const { name } of this.specs())
      await rm(this.paths.nodeData(name), { recursive: true, force: true });
  }

  #binaries(): FabricBinaries {
    const { binDir, configDir } = readPrepared(this.paths);
    return new FabricBinaries(binDir, configDir);
  }

  #cli(): PeerCli {
    return new PeerCli(this.plan, this.paths, this.#binaries());
  }

  protected override specs(): ProcessSpec[] {
    return processSpecs(this.plan, this.paths, this.#binaries(), readPrepared(this.paths).packageIds);
  }
}

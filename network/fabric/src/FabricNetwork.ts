import type { NetworkDescription } from '@acequia/protocol';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { FabricBinaries } from './binaries/FabricBinaries.js';
import { deployChaincode } from './channel/deployChaincode.js';
import { findLeader } from './channel/findLeader.js';
import { joinOrderers } from './channel/joinOrderers.js';
import { PeerCli } from './channel/PeerCli.js';
import { waitForGossip } from './channel/waitForGossip.js';
import { waitForChaincode } from './channel/waitForChaincode.js';
import { describeNetwork } from './describeNetwork.js';
import { readPrepared } from './networkFiles.js';
import type { NetworkOptions } from './NetworkOptions.js';
import { checkPorts } from './processes/checkPorts.js';
import { endProcesses } from './processes/endProcesses.js';
import { ProcessFile } from './processes/ProcessFile.js';
import type { ProcessSpec } from './processes/ProcessSpec.js';
import { processSpecs } from './processes/processSpecs.js';
import type { ProcessStatus } from './processes/ProcessStatus.js';
import { startSupervisor } from './processes/startSupervisor.js';
import { waitForEnd } from './processes/waitForEnd.js';
import { SupervisorClient } from './processes/SupervisorClient.js';
import { readMetrics } from './system/readMetrics.js';
import { waitForPort } from './system/waitForPort.js';
import { writeAtomically } from './system/writeAtomically.js';
import { NetworkPaths } from './topology/NetworkPaths.js';
import type { NetworkPlan } from './topology/NetworkPlan.js';

const stopTimeoutMs = 60_000;
/** A supervisor that has stopped everything still answers whoever asked. */
const supervisorExitMs = 3000;

/** A real Hyperledger Fabric network on this machine. Get one from `createNetwork` or `openNetwork`. */
export class FabricNetwork {
  readonly dir: string;
  readonly description: NetworkDescription;
  /** Why the ordering differs from what was asked for, if it does. */
  readonly orderingNote: string | undefined;
  readonly #plan: NetworkPlan;
  readonly #paths: NetworkPaths;
  readonly #client: SupervisorClient;
  readonly #processFile: ProcessFile;
  readonly #parentPid: number | undefined;
  readonly #onProgress: (line: string) => void;

  constructor(dir: string, plan: NetworkPlan, options: Pick<NetworkOptions, 'parentPid' | 'onProgress'>) {
    this.dir = dir;
    this.#plan = plan;
    this.#paths = new NetworkPaths(dir);
    this.description = describeNetwork(plan, this.#paths);
    this.orderingNote = plan.orderingNote;
    this.#client = new SupervisorClient(this.#paths.control);
    this.#processFile = new ProcessFile(this.#paths.processes);
    this.#parentPid = options.parentPid;
    this.#onProgress = options.onProgress ?? (() => undefined);
  }

  /**
   * Runs every process and comes back when the chaincode answers on every peer. The first time it also makes the
   * channel; a first time that was interrupted is done again from an empty ledger. Does nothing when the network runs.
   *
   * @throws NetworkError `PORT_IN_USE`, `NOT_READY`, `COMMAND_FAILED`
   */
  async start(): Promise<void> {
    const first = !existsSync(this.#paths.description);
    if (!first && (await this.#client.answers())) return;
    await this.stop();
    if (first) await this.#removeLedgers();
    const specs = this.#specs();
    await checkPorts(specs);
    await startSupervisor(this.#paths, specs, this.#parentPid);
    const timeoutMs = 60_000 + 3000 * specs.length;
    await Promise.all(specs.map(async ({ name, host, port }) => waitForPort(name, host, port, timeoutMs)));
    this.#onProgress(`${specs.length} processes run`);
    if (first) await this.#makeChannel();
    else await waitForChaincode(this.#plan, this.#cli(), timeoutMs);
    await waitForGossip(this.#plan, timeoutMs);
    writeAtomically(this.#paths.description, `${JSON.stringify(this.description, null, 2)}\n`);
    this.#onProgress(`network ${this.#plan.name} is up: ${this.#paths.description}`);
  }

  /** Ends every process, also what a killed supervisor left behind; the ledger stays. */
  async stop(): Promise<void> {
    const records = this.#processFile.read();
    if (await this.#client.answers()) {
      await this.#client.send({ command: 'stop' }, stopTimeoutMs);
      await waitForEnd(records, supervisorExitMs);
    }
    await endProcesses(records);
    await Promise.all(
      [this.#paths.processes, this.#paths.control].map(async (file) => rm(file, { force: true })),
    );
  }

  /** Stops, and removes the network's folder. */
  async clean(): Promise<void> {
    await this.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  /** Every process, with its ledger's height where it answers; all `stopped` when the network does not run. */
  async status(): Promise<ProcessStatus[]> {
    const specs = this.#specs();
    if (!(await this.#client.answers())) {
      return specs.map(({ name, kind, mspIds }) => ({ name, kind, mspIds, state: 'stopped', restarts: 0 }));
    }
    const statuses = await this.#client.send({ command: 'status' });
    return await Promise.all(
      statuses.map(async (status) => {
        const height = await this.#height(specs.find(({ name }) => name === status.name));
        return height === undefined ? status : { ...status, height };
      }),
    );
  }

  /**
   * Sends a signal to a process, SIGKILL by default. It is restarted when it ends, unless `hold` keeps it down until
   * `startProcess`.
   *
   * @throws NetworkError `UNKNOWN_PROCESS`, `NOT_RUNNING`
   */
  async kill(name: string, options: { signal?: NodeJS.Signals; hold?: boolean } = {}): Promise<void> {
    const { signal = 'SIGKILL', hold = false } = options;
    await this.#client.send({ command: 'kill', name, signal, hold });
  }

  /** Starts a process that is down, and waits until it listens. @throws NetworkError `UNKNOWN_PROCESS`, `NOT_READY` */
  async startProcess(name: string): Promise<void> {
    await this.#client.send({ command: 'start', name });
    const spec = this.#specs().find((candidate) => candidate.name === name);
    if (spec !== undefined) await waitForPort(name, spec.host, spec.port, 60_000);
  }

  /**
   * The name of the orderer that leads, as the orderers' last block says: after a leader's death the old name stands until
   * the next block.
   *
   * @throws NetworkError `NO_LEADER`
   */
  async bftLeader(): Promise<string> {
    return await findLeader(this.#plan);
  }

  async #makeChannel(): Promise<void> {
    await joinOrderers(this.#plan, this.#paths, this.#binaries());
    this.#onProgress('the orderers have the channel');
    const { packageIds } = readPrepared(this.#paths);
    await deployChaincode(this.#plan, this.#paths, this.#cli(), packageIds, this.#onProgress);
    await waitForChaincode(this.#plan, this.#cli(), 60_000);
    this.#onProgress('the chaincode answers on every peer');
  }

  async #height(spec: ProcessSpec | undefined): Promise<number | undefined> {
    if (spec?.operationsPort === undefined) return undefined;
    const metrics = await readMetrics(spec.operationsPort, this.#plan.topology.channel);
    return metrics.get('ledger_blockchain_height');
  }

  async #removeLedgers(): Promise<void> {
    for (const { name } of this.#specs())
      await rm(this.#paths.nodeData(name), { recursive: true, force: true });
  }

  #binaries(): FabricBinaries {
    const { binDir, configDir } = readPrepared(this.#paths);
    return new FabricBinaries(binDir, configDir);
  }

  #cli(): PeerCli {
    return new PeerCli(this.#plan, this.#paths, this.#binaries());
  }

  #specs(): ProcessSpec[] {
    return processSpecs(this.#plan, this.#paths, this.#binaries(), readPrepared(this.#paths).packageIds);
  }
}

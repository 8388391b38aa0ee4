import { rm } from 'node:fs/promises';
import { waitForPort } from '../system/waitForPort.js';
import type { NetworkPaths } from '../topology/NetworkPaths.js';
import { checkPorts } from './checkPorts.js';
import { endProcesses } from './endProcesses.js';
import { ProcessFile } from './ProcessFile.js';
import type { ProcessSpec } from './ProcessSpec.js';
import type { ProcessStatus } from './ProcessStatus.js';
import { startSupervisor } from './startSupervisor.js';
import { SupervisorClient } from './SupervisorClient.js';
import { waitForEnd } from './waitForEnd.js';

const stopTimeoutMs = 60_000;
/** A supervisor that has stopped everything still answers whoever asked. */
const supervisorExitMs = 3000;

/** The processes of a network, run by a supervisor that outlives whoever started it. */
export class ProcessGroup {
  readonly #paths: NetworkPaths;
  readonly #parentPid: number | undefined;
  readonly #client: SupervisorClient;
  readonly #processFile: ProcessFile;

  /** @param parentPid the group ends with this process, when given */
  constructor(paths: NetworkPaths, parentPid: number | undefined) {
    this.#paths = paths;
    this.#parentPid = parentPid;
    this.#client = new SupervisorClient(paths.control);
    this.#processFile = new ProcessFile(paths.processes);
  }

  async runs(): Promise<boolean> {
    return await this.#client.answers();
  }

  /**
   * Starts every process, and comes back when each listens.
   *
   * @throws NetworkError `PORT_IN_USE`, `NOT_READY`
   */
  async start(specs: readonly ProcessSpec[], timeoutMs: number): Promise<void> {
    await checkPorts(specs);
    await startSupervisor(this.#paths, specs, this.#parentPid);
    await Promise.all(specs.map(async ({ name, host, port }) => waitForPort(name, host, port, timeoutMs)));
  }

  /** Ends every process, also what a killed supervisor left behind. */
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

  /** All `stopped` when no supervisor runs. */
  async status(specs: readonly ProcessSpec[]): Promise<ProcessStatus[]> {
    if (await this.#client.answers()) return await this.#client.send({ command: 'status' });
    return specs.map(({ name, kind, mspIds }) => ({ name, kind, mspIds, state: 'stopped', restarts: 0 }));
  }

  /** @throws NetworkError `UNKNOWN_PROCESS`, `NOT_RUNNING` */
  async kill(name: string, options: { signal?: NodeJS.Signals; hold?: boolean } = {}): Promise<void> {
    const { signal = 'SIGKILL', hold = false } = options;
    await this.#client.send({ command: 'kill', name, signal, hold });
  }

  /** Starts what is down, and waits until it listens. @throws NetworkError `UNKNOWN_PROCESS`, `NOT_READY` */
  async startProcess(name: string, specs: readonly ProcessSpec[]): Promise<void> {
    await this.#client.send({ command: 'start', name });
    const spec = specs.find((candidate) => candidate.name === name);
    if (spec !== undefined) await waitForPort(name, spec.host, spec.port, 60_000);
  }
}

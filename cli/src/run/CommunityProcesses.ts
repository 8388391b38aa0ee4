import type { InitState } from '../init/initStateSchema.js';
import { CliError } from '../CliError.js';
import { ManagedProcess } from './ManagedProcess.js';
import { programFile } from './programFile.js';
import { readyLine } from './readyLine.js';
import type { RunFolder } from './RunFolder.js';

const READY_WITHIN_MS = 60_000;

/** The processes of a community: its gateway, every home's agent and, if wanted, every home's gateway. */
export class CommunityProcesses {
  readonly #gateway: ManagedProcess;
  readonly #others: readonly ManagedProcess[];

  constructor(folder: RunFolder, state: InitState, homeGateways: boolean) {
    const gateway = (owner: string): ManagedProcess =>
      new ManagedProcess(
        `gateway-${owner}`,
        [programFile('@acequia/gateway-app'), '--config', folder.gatewayConfigFile(owner)],
        folder.logFile(`gateway-${owner}`),
      );
    this.#gateway = gateway('community');
    this.#others = state.homes.flatMap(({ homeId }) => [
      new ManagedProcess(
        `agent-${homeId}`,
        [programFile('@acequia/edge-agent'), '--config', folder.agentConfigFile(homeId)],
        folder.logFile(`agent-${homeId}`),
      ),
      ...(homeGateways ? [gateway(homeId)] : []),
    ]);
  }

  /** Names and process ids of those that run. */
  get running(): readonly { readonly name: string; readonly pid: number }[] {
    return [this.#gateway, ...this.#others].flatMap(({ name, pid }) =>
      pid === undefined ? [] : [{ name, pid }],
    );
  }

  /**
   * Starts all and comes back when the community's gateway serves its API.
   *
   * @returns the API's URL.
   * @throws CliError PROCESS_ENDED, NOT_READY
   */
  async start(): Promise<string> {
    const ready = this.#startGateway();
    await Promise.all([ready, ...this.#others.map((process) => process.start())]);
    return ready;
  }

  /** Comes back never, unless one of them ends by itself. @throws CliError PROCESS_ENDED */
  async watch(): Promise<never> {
    return Promise.race([this.#gateway, ...this.#others].map((process) => process.watch()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#others.map((process) => process.stop()));
    await this.#gateway.stop();
  }

  async #startGateway(): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const ready = new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(
          new CliError(
            'NOT_READY',
            `the gateway was not ready in a minute; its log: ${this.#gateway.logFile}`,
          ),
        );
      }, READY_WITHIN_MS);
      void this.#gateway
        .start((line) => {
          const url = readyLine(line);
          if (url !== undefined) resolve(url);
        })
        .then(() => this.#gateway.watch())
        .catch(reject);
    });
    try {
      return await ready;
    } finally {
      clearTimeout(timer);
    }
  }
}

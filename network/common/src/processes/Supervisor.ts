import { NetworkError } from '../NetworkError.js';
import type { ControlCommand } from './controlCommand.js';
import { ProcessFile } from './ProcessFile.js';
import type { ProcessRecord } from './ProcessRecord.js';
import type { ProcessKind } from './ProcessSpec.js';
import type { ProcessStatus } from './ProcessStatus.js';
import { SupervisedProcess } from './SupervisedProcess.js';
import type { SupervisorSettings } from './supervisorSettings.js';

const stopGraceMs = 8000;
/** Peers first, so that they end while whom they talk to is there. */
const stopOrder: readonly ProcessKind[] = ['embedded', 'peer', 'chaincode', 'orderer'];

/** Owns all processes of one network. */
export class Supervisor {
  readonly #processes: readonly SupervisedProcess[];
  readonly #file: ProcessFile;
  readonly #self: ProcessRecord;
  readonly #onFailure: (error: unknown) => void;
  #stopping: Promise<void> | undefined;

  /** @param onFailure told when `processes.json` cannot be written, as when the network's folder was removed */
  constructor(settings: SupervisorSettings, self: ProcessRecord, onFailure: (error: unknown) => void) {
    this.#file = new ProcessFile(settings.processFile);
    this.#self = self;
    this.#onFailure = onFailure;
    this.#processes = settings.processes.map(
      ({ operationsPort, ...spec }) =>
        new SupervisedProcess(operationsPort === undefined ? spec : { ...spec, operationsPort }, () => {
          this.#write();
        }),
    );
  }

  start(): void {
    this.#write();
    for (const process of this.#processes) process.start();
  }

  /** Ends everything, in order; a second call waits for the first. */
  async stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    await this.#stopping;
  }

  /** @throws NetworkError `UNKNOWN_PROCESS` */
  async handle(command: ControlCommand): Promise<ProcessStatus[]> {
    if (command.command === 'stop') await this.stop();
    else if (command.command === 'kill') await this.#find(command.name).kill(command.signal, command.hold);
    else if (command.command === 'start') this.#find(command.name).start();
    return this.#processes.map(({ status }) => status);
  }

  async #stopAll(): Promise<void> {
    for (const kind of stopOrder) {
      const group = this.#processes.filter(({ spec }) => spec.kind === kind);
      await Promise.all(group.map(async (process) => process.stop(stopGraceMs)));
    }
  }

  #find(name: string): SupervisedProcess {
    const found = this.#processes.find(({ spec }) => spec.name === name);
    if (found !== undefined) return found;
    const names = this.#processes.map(({ spec }) => spec.name).join(', ');
    throw new NetworkError('UNKNOWN_PROCESS', `no process ${name}; there are ${names}`);
  }

  #write(): void {
    try {
      this.#file.write([this.#self, ...this.#processes.flatMap(({ record }) => record ?? [])]);
    } catch (error) {
      this.#onFailure(error);
    }
  }
}

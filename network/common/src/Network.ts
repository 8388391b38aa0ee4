import type { NetworkDescription } from '@acequia/protocol';
import type { ProcessStatus } from './processes/ProcessStatus.js';

/** A network on this machine, real or embedded: what whoever runs one needs of it. */
export interface Network {
  /** Its folder; absolute. */
  readonly dir: string;
  readonly description: NetworkDescription;
  /** Why the ordering differs from what was asked for, if it does. */
  readonly orderingNote: string | undefined;
  /**
   * Runs every process and comes back when the chaincode answers on every peer. Does nothing when the network runs.
   *
   * @throws NetworkError `PORT_IN_USE`, `NOT_READY`, `COMMAND_FAILED`
   */
  start(): Promise<void>;
  /** Ends every process, also what a killed supervisor left behind; the ledger stays. */
  stop(): Promise<void>;
  /** Stops, and removes the network's folder. */
  clean(): Promise<void>;
  /** Every process, with its ledger's height where it answers; all `stopped` when the network does not run. */
  status(): Promise<ProcessStatus[]>;
  /**
   * Sends a signal to a process, SIGKILL by default. It is restarted when it ends, unless `hold` keeps it down until
   * `startProcess`.
   *
   * @throws NetworkError `UNKNOWN_PROCESS`, `NOT_RUNNING`
   */
  kill(name: string, options?: { signal?: NodeJS.Signals; hold?: boolean }): Promise<void>;
  /** Starts a process that is down, and waits until it listens. @throws NetworkError `UNKNOWN_PROCESS`, `NOT_READY` */
  startProcess(name: string): Promise<void>;
}

import type { NetworkDescription } from '@acequia/protocol';

/** A running network as the suite sees it; which kind it is shows in `description.kind` alone. */
export interface TestNetwork {
  readonly description: NetworkDescription;
  /** Folder of everything that the network keeps, its logs included; absolute. */
  readonly dir: string;
  readonly processes: ProcessControl;
  /** Ends every process of the network; its ledger stays in `dir`. */
  stop(): Promise<void>;
  /** Starts it again with the ledger that it had. */
  restart(): Promise<void>;
}

/** What a process does in a network. One process may play several. */
export type ProcessRole = 'peer' | 'orderer' | 'chaincode';

/** Ends and starts single processes of a network, for the tests that pull plugs. */
export interface ProcessControl {
  /** Names of the running and held processes, as {@link kill} takes them. */
  names(): Promise<readonly string[]>;
  /**
   * Names of those that play a role.
   *
   * @param mspId for this organisation; for any when absent.
   * @throws Error when there is none.
   */
  ofRole(role: ProcessRole, mspId?: string): Promise<readonly string[]>;
  /** Ends one at once, as `kill -9` does. Held, it stays down until {@link start}. */
  kill(name: string, options: { readonly hold: boolean }): Promise<void>;
  start(name: string): Promise<void>;
  /** Name of the orderer that leads. @throws Error NO_LEADER on a network whose orderers elect none. */
  leader(): Promise<string>;
}

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

/** Ends and starts single processes of a network, for the tests that pull plugs. */
export interface ProcessControl {
  /** Names of the running and held processes, as {@link kill} takes them. */
  names(): Promise<readonly string[]>;
  /** Ends one at once, as `kill -9` does. Held, it stays down until {@link start}. */
  kill(name: string, options: { readonly hold: boolean }): Promise<void>;
  start(name: string): Promise<void>;
  /** Name of the orderer that leads. */
  leader(): Promise<string>;
}

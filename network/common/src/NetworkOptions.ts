export interface NetworkOptions {
  /** Real Fabric, or the embedded network in one process; by default what `NETWORK` says, else `embedded`. */
  readonly kind?: 'fabric' | 'embedded';
  /** The network's folder; everything of it lies there. */
  readonly dir: string;
  /** By default the folder's name. */
  readonly name?: string;
  /** A preset's name or a file; `default` by default. */
  readonly topology?: string;
  /** Overrides the topology: 1 to 40. */
  readonly homes?: number;
  /** Overrides the topology and `ORDERING`. */
  readonly ordering?: 'bft' | 'raft';
  /** Overrides the topology: longest wait for a block to fill, in ms. */
  readonly batchTimeoutMs?: number;
  readonly chaincode?: {
    /** Name of the definition. */
    readonly name?: string;
    /** Folder of a package.json whose `main` exports `contracts`; by default the workspace's chaincode. */
    readonly modulePath?: string;
  };
  /** Of the embedded network: how much later than the first one a peer may commit a block, in ms; 0 by default. */
  readonly commitDelayMs?: number;
  /** Of the embedded network: what fixes those delays, so that a run can be repeated; a fixed number by default. */
  readonly commitDelaySeed?: number;
  /** The network ends with this process: for tests. */
  readonly parentPid?: number;
  /** Long work says what it does, a line at a time. */
  readonly onProgress?: (line: string) => void;
}

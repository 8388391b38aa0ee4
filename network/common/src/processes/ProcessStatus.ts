import type { ProcessKind } from './ProcessSpec.js';

/** `running`, `waiting` to be restarted, `held` down until it is started, or `stopped`. */
export type ProcessState = 'running' | 'waiting' | 'held' | 'stopped';

export interface ProcessStatus {
  readonly name: string;
  readonly kind: ProcessKind;
  readonly mspIds: readonly string[];
  readonly state: ProcessState;
  readonly pid?: number;
  readonly uptimeSeconds?: number;
  readonly restarts: number;
  /** Blocks on the node's ledger: peers and orderers, when they answer. */
  readonly height?: number;
}

import type { NetworkKind } from './networks/NetworkKind.js';

/** How much is measured, and where. */
export interface BenchSettings {
  /** The network that is measured, and the one that it is compared with. */
  readonly kinds: readonly [NetworkKind, NetworkKind];
  /** How often each network is made, measured and removed, in turns. */
  readonly rounds: number;
  /** How long a load runs before it counts, ms. */
  readonly warmUpMs: number;
  /** How long it counts, ms. */
  readonly measureMs: number;
  /** Clients of a load, each with one transaction at a time. */
  readonly clients: number;
  /** Folder of the run; absolute. */
  readonly dir: string;
}

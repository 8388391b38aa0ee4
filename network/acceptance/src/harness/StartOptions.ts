import type { NetworkVariant } from './NetworkVariant.js';

/** What a network of the tests is started with, whichever kind it is. */
export interface StartOptions {
  /** The network's folder; absolute. */
  readonly dir: string;
  /** Fixes the delays between the peers of an embedded network. */
  readonly seed: number;
  /** Told a line at a time. */
  readonly onProgress: (line: string) => void;
  /** The suite's own network when absent: three homes, the workspace's chaincode. */
  readonly variant?: NetworkVariant | undefined;
}

import { createNetwork, NetworkError, openNetwork, type FabricNetwork } from '@acequia/network/fabric';

/** What a network that does not exist yet shall look like, and where it lies. */
export interface EnsureOptions {
  readonly dir: string;
  readonly homes?: number;
  readonly ordering?: 'bft' | 'raft';
  readonly topology?: string;
  readonly parentPid?: number;
}

/**
 * Opens the network of a folder, or creates it there. Not started yet.
 *
 * @throws NetworkError as createNetwork
 */
export async function ensureNetwork(
  options: EnsureOptions,
  onProgress: (line: string) => void,
): Promise<FabricNetwork> {
  const { parentPid } = options;
  try {
    return openNetwork(options.dir, { onProgress, ...(parentPid === undefined ? {} : { parentPid }) });
  } catch (error) {
    if (!(error instanceof NetworkError) || error.code !== 'NO_NETWORK') throw error;
    return createNetwork({ ...options, onProgress });
  }
}

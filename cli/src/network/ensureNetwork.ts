import { createNetwork, NetworkError, openNetwork, type FabricNetwork } from '@acequia/network/fabric';
import { CliError } from '../CliError.js';

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
 * @throws CliError NETWORK_OTHER when there is one already, of another size or ordering; NetworkError as createNetwork
 */
export async function ensureNetwork(
  options: EnsureOptions,
  onProgress: (line: string) => void,
): Promise<FabricNetwork> {
  const { parentPid } = options;
  try {
    const network = openNetwork(options.dir, {
      onProgress,
      ...(parentPid === undefined ? {} : { parentPid }),
    });
    refuseOther(network, options);
    return network;
  } catch (error) {
    if (!(error instanceof NetworkError) || error.code !== 'NO_NETWORK') throw error;
    return createNetwork({ ...options, onProgress });
  }
}

// What was asked of a new network must not be passed over in silence because there is an older one.
function refuseOther(network: FabricNetwork, { dir, homes, ordering }: EnsureOptions): void {
  const present = network.description;
  const count = present.organisations.filter(({ kind }) => kind === 'home').length;
  const size = homes === undefined || homes === count;
  // A network too small for the ordering that was asked for says so in its note, now as then.
  const order = ordering === undefined || ordering === present.ordering || network.orderingNote !== undefined;
  if (size && order) return;
  throw new CliError(
    'NETWORK_OTHER',
    `${dir} holds a network with ${String(count)} homes and ${present.ordering} ordering already: start it without ` +
      `--homes and --ordering, choose another --dir, or remove it first (acequia network clean --dir ${dir})`,
  );
}

import { createNetwork, NetworkError, openNetwork, type Network } from '@acequia/network';
import { CliError } from '../CliError.js';

/** What a network that does not exist yet shall look like, and where it lies. */
export interface EnsureOptions {
  readonly dir: string;
  readonly homes?: number;
  /** By default what `NETWORK` says, else `embedded`. */
  readonly kind?: 'fabric' | 'embedded';
  readonly ordering?: 'bft' | 'raft';
  readonly topology?: string;
  readonly parentPid?: number;
}

/**
 * Opens the network of a folder, or creates it there. Not started yet.
 *
 * @throws CliError NETWORK_OTHER when there is one already, of another kind, size or ordering; NetworkError as createNetwork
 */
export async function ensureNetwork(
  options: EnsureOptions,
  onProgress: (line: string) => void,
): Promise<Network> {
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
function refuseOther(network: Network, { dir, homes, kind, ordering }: EnsureOptions): void {
  const present = network.description;
  const count = present.organisations.filter(({ kind }) => kind === 'home').length;
  const size = homes === undefined || homes === count;
  // A network too small for the ordering that was asked for says so in its note, now as then.
  const order = ordering === undefined || ordering === present.ordering || network.orderingNote !== undefined;
  if (size && order && (kind === undefined || kind === present.kind)) return;
  throw new CliError(
    'NETWORK_OTHER',
    `${dir} holds ${present.kind === 'embedded' ? 'an embedded' : 'a Fabric'} network with ${String(count)} homes and ` +
      `${present.ordering} ordering already: start it without --kind, --homes and --ordering, choose another --dir, or remove it first (acequia network clean --dir ${dir})`,
  );
}

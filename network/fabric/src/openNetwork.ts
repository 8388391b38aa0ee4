import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { FabricNetwork } from './FabricNetwork.js';
import { NetworkError } from './NetworkError.js';
import { readPlan } from './networkFiles.js';
import type { NetworkOptions } from './NetworkOptions.js';
import { NetworkPaths } from './topology/NetworkPaths.js';

/**
 * A network that `createNetwork` has made, running or not.
 *
 * @throws NetworkError `NO_NETWORK` when the folder holds none, or one whose making was interrupted.
 */
export function openNetwork(
  dir: string,
  options: Pick<NetworkOptions, 'parentPid' | 'onProgress'> = {},
): FabricNetwork {
  const paths = new NetworkPaths(resolve(dir));
  if (!existsSync(paths.prepared)) {
    throw new NetworkError(
      'NO_NETWORK',
      `${paths.dir} holds no network, or one that was not finished: create it`,
    );
  }
  return new FabricNetwork(paths.dir, readPlan(paths), options);
}

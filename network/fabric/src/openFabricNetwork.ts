import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { NetworkError, NetworkPaths, readPlan, type NetworkOptions } from '@acequia/network/common';
import { FabricNetwork } from './FabricNetwork.js';

/**
 * A network that `createFabricNetwork` has made, running or not.
 *
 * @throws NetworkError `NO_NETWORK` when the folder holds none, or one whose making was interrupted.
 */
export function openFabricNetwork(
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

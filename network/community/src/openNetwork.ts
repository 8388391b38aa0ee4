import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  NetworkError,
  NetworkPaths,
  readPlan,
  type Network,
  type NetworkOptions,
} from '@acequia/network/common';
import { openFabricNetwork } from '@acequia/network/fabric';
import { EmbeddedCommunityNetwork } from './EmbeddedCommunityNetwork.js';

/**
 * A network that `createNetwork` has made, running or not.
 *
 * @throws NetworkError `NO_NETWORK` when the folder holds none, or one whose making was interrupted.
 */
export function openNetwork(
  dir: string,
  options: Pick<NetworkOptions, 'parentPid' | 'onProgress'> = {},
): Network {
  const paths = new NetworkPaths(resolve(dir));
  if (!existsSync(paths.plan)) {
    throw new NetworkError('NO_NETWORK', `${paths.dir} holds no network: create it`);
  }
  const plan = readPlan(paths);
  return plan.kind === 'fabric'
    ? openFabricNetwork(dir, options)
    : new EmbeddedCommunityNetwork(paths.dir, plan, options);
}

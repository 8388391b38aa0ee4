import type { Network, NetworkOptions } from '@acequia/network/common';
import { createFabricNetwork } from '@acequia/network/fabric';
import { chooseKind } from './chooseKind.js';
import { createEmbeddedNetwork } from './createEmbeddedNetwork.js';

/**
 * Makes a community's network in a folder; `start()` then runs it. What an interrupted call left behind is removed first
 * and made anew.
 *
 * @throws NetworkError `NETWORK_EXISTS` when the folder holds a complete network (`openNetwork` it), `NOT_A_NETWORK` when it
 * holds something else, `NETWORK_UNKNOWN`, and what looking for commands, chaincode and topology throws.
 */
export async function createNetwork(options: NetworkOptions): Promise<Network> {
  const kind = chooseKind(options);
  return await (kind === 'fabric' ? createFabricNetwork(options) : createEmbeddedNetwork(options));
}

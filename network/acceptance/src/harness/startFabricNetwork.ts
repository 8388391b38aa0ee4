import { createFabricNetwork } from '@acequia/network/fabric';
import type { StartOptions } from './StartOptions.js';
import { testNetworkOf } from './testNetworkOf.js';
import type { TestNetwork } from './TestNetwork.js';

/**
 * Makes and starts a real network in a folder, with BFT orderers where it has homes enough. It ends with this process,
 * however this process ends.
 *
 * @throws NetworkError as `createFabricNetwork` and `start` do.
 */
export async function startFabricNetwork(options: StartOptions): Promise<TestNetwork> {
  const { dir, onProgress, variant } = options;
  const network = await createFabricNetwork({
    dir,
    homes: variant?.homes ?? 3,
    ...(variant === undefined ? {} : { chaincode: { modulePath: variant.chaincode } }),
    ordering: 'bft',
    batchTimeoutMs: 200,
    parentPid: process.pid,
    onProgress,
  });
  await network.start();
  return testNetworkOf(network, {
    kinds: { peer: 'peer', orderer: 'orderer', chaincode: 'chaincode' },
    leader: () => network.bftLeader(),
  });
}

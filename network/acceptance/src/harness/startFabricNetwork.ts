import { createFabricNetwork } from '@acequia/network/fabric';
import type { NetworkVariant } from './NetworkVariant.js';
import { testNetworkOf } from './testNetworkOf.js';
import type { TestNetwork } from './TestNetwork.js';

/**
 * Makes and starts a real network in a folder: three homes with BFT orderers, unless the variant says otherwise. It ends with this process, however this
 * process ends.
 *
 * @param onProgress told a line at a time.
 * @throws NetworkError as `createFabricNetwork` and `start` do.
 */
export async function startFabricNetwork(
  dir: string,
  onProgress: (line: string) => void,
  variant?: NetworkVariant,
): Promise<TestNetwork> {
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
  return testNetworkOf(network, () => network.bftLeader());
}

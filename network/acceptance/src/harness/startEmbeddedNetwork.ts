import { createNetwork } from '@acequia/network';
import type { NetworkVariant } from './NetworkVariant.js';
import { testNetworkOf } from './testNetworkOf.js';
import type { TestNetwork } from './TestNetwork.js';

/** Real peers commit a block at different moments too; clients have to live with it. */
const commitDelayMs = 150;

/**
 * Makes and starts an embedded network in a folder: three homes, unless the variant says otherwise, and peers that lag behind
 * each other. It ends with this process, however this process ends.
 *
 * @param onProgress told a line at a time.
 * @throws NetworkError as `createNetwork` and `start` do.
 */
export async function startEmbeddedNetwork(
  dir: string,
  onProgress: (line: string) => void,
  variant?: NetworkVariant,
): Promise<TestNetwork> {
  const network = await createNetwork({
    kind: 'embedded',
    dir,
    homes: variant?.homes ?? 3,
    ...(variant === undefined ? {} : { chaincode: { modulePath: variant.chaincode } }),
    batchTimeoutMs: 50,
    commitDelayMs,
    parentPid: process.pid,
    onProgress,
  });
  await network.start();
  return testNetworkOf(network, () =>
    Promise.reject(new Error('NO_LEADER: the embedded network has no orderers')),
  );
}

import { createNetwork } from '@acequia/network';
import type { StartOptions } from './StartOptions.js';
import { testNetworkOf } from './testNetworkOf.js';
import type { TestNetwork } from './TestNetwork.js';

/** Real peers commit a block at different moments too; clients have to live with it. */
const commitDelayMs = 150;

/**
 * Makes and starts an embedded network in a folder, with peers that lag behind each other. It ends with this process, however
 * this process ends.
 *
 * @throws NetworkError as `createNetwork` and `start` do.
 */
export async function startEmbeddedNetwork(options: StartOptions): Promise<TestNetwork> {
  const { dir, seed, onProgress, variant } = options;
  onProgress(`the peers' delays are those of seed ${seed}: ACEQUIA_SEED=${seed} repeats them`);
  const network = await createNetwork({
    kind: 'embedded',
    dir,
    homes: variant?.homes ?? 3,
    ...(variant === undefined ? {} : { chaincode: { modulePath: variant.chaincode } }),
    batchTimeoutMs: 50,
    commitDelayMs,
    commitDelaySeed: seed,
    parentPid: process.pid,
    onProgress,
  });
  await network.start();
  return testNetworkOf(network, {
    // The one process is every peer, and the orderer too.
    kinds: { peer: 'embedded', orderer: 'embedded', chaincode: 'chaincode' },
    leader: () => Promise.reject(new Error('NO_LEADER: the embedded network has no consensus')),
  });
}

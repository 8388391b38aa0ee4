import { createNetwork, type FabricNetwork } from '@acequia/network/fabric';
import type { ProcessControl, TestNetwork } from './TestNetwork.js';

/** How a network of the tests differs from the suite's own. */
export interface NetworkVariant {
  readonly homes: number;
  /** Folder of the chaincode's package.json; absolute. */
  readonly chaincode: string;
}

/**
 * Makes and starts a real network in a folder: three homes with BFT orderers, unless the variant says otherwise. It ends with this process, however this
 * process ends.
 *
 * @param onProgress told a line at a time.
 * @throws NetworkError as `createNetwork` and `start` do.
 */
export async function startFabricNetwork(
  dir: string,
  onProgress: (line: string) => void,
  variant?: NetworkVariant,
): Promise<TestNetwork> {
  const network = await createNetwork({
    dir,
    homes: variant?.homes ?? 3,
    ...(variant === undefined ? {} : { chaincode: { modulePath: variant.chaincode } }),
    ordering: 'bft',
    batchTimeoutMs: 200,
    parentPid: process.pid,
    onProgress,
  });
  await network.start();
  return {
    description: network.description,
    dir: network.dir,
    processes: processesOf(network),
    stop: () => network.stop(),
    restart: async () => {
      await network.stop();
      await network.start();
    },
  };
}

function processesOf(network: FabricNetwork): ProcessControl {
  return {
    names: async () => (await network.status()).map(({ name }) => name),
    kill: (name, { hold }) => network.kill(name, { signal: 'SIGKILL', hold }),
    start: (name) => network.startProcess(name),
    leader: () => network.bftLeader(),
  };
}

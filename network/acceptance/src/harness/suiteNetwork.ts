import type { AcceptanceConfig } from './acceptanceConfig.js';
import type { NetworkVariant } from './NetworkVariant.js';
import { startEmbeddedNetwork } from './startEmbeddedNetwork.js';
import { startFabricNetwork } from './startFabricNetwork.js';
import type { TestNetwork } from './TestNetwork.js';

/** How each kind of network is started; nothing else in the suite knows that there are kinds. */
const starters = { embedded: startEmbeddedNetwork, fabric: startFabricNetwork } as const satisfies Record<
  AcceptanceConfig['network'],
  (dir: string, onProgress: (line: string) => void, variant?: NetworkVariant) => Promise<TestNetwork>
>;

/** Starts the network that the configuration asks for, in `network` under the run's folder. */
export async function suiteNetwork(
  config: AcceptanceConfig,
  onProgress: (line: string) => void,
  variant?: NetworkVariant,
): Promise<TestNetwork> {
  return await starters[config.network](`${config.dir}/network`, onProgress, variant);
}

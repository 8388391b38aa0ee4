import type { AcceptanceConfig } from './acceptanceConfig.js';
import { startFabricNetwork, type NetworkVariant } from './startFabricNetwork.js';
import type { TestNetwork } from './TestNetwork.js';

/** How each kind of network is started; nothing else in the suite knows that there are kinds. */
const starters = { fabric: startFabricNetwork } as const satisfies Record<
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

import type { AcceptanceConfig } from './acceptanceConfig.js';
import { startEmbeddedNetwork } from './startEmbeddedNetwork.js';
import { startFabricNetwork } from './startFabricNetwork.js';
import type { StartOptions } from './StartOptions.js';
import type { TestNetwork } from './TestNetwork.js';

/** How each kind of network is started; nothing else in the suite knows that there are kinds. */
const starters = { embedded: startEmbeddedNetwork, fabric: startFabricNetwork } as const satisfies Record<
  AcceptanceConfig['network'],
  (options: StartOptions) => Promise<TestNetwork>
>;

/** Starts the network that the configuration asks for, in `network` under the run's folder. */
export async function suiteNetwork(
  { network, dir, seed }: AcceptanceConfig,
  options: Pick<StartOptions, 'onProgress' | 'variant'>,
): Promise<TestNetwork> {
  return await starters[network]({ ...options, dir: `${dir}/network`, seed });
}

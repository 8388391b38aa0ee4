import type { Network } from '@acequia/network';
import type { TestNetwork } from './TestNetwork.js';

/**
 * A started network as the suite sees it.
 *
 * @param leader names the orderer that leads
 */
export function testNetworkOf(network: Network, leader: () => Promise<string>): TestNetwork {
  return {
    description: network.description,
    dir: network.dir,
    processes: {
      names: async () => (await network.status()).map(({ name }) => name),
      kill: (name, { hold }) => network.kill(name, { signal: 'SIGKILL', hold }),
      start: (name) => network.startProcess(name),
      leader,
    },
    stop: () => network.stop(),
    restart: async () => {
      await network.stop();
      await network.start();
    },
  };
}

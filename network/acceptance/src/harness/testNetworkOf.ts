import type { Network, ProcessKind } from '@acequia/network';
import type { ProcessRole, TestNetwork } from './TestNetwork.js';

/** What differs between the kinds of network. */
export interface KindOfNetwork {
  /** Which of its processes play a role. */
  readonly kinds: Readonly<Record<ProcessRole, ProcessKind>>;
  /** Names the orderer that leads. */
  readonly leader: () => Promise<string>;
}

/** A started network as the suite sees it. */
export function testNetworkOf(network: Network, { kinds, leader }: KindOfNetwork): TestNetwork {
  return {
    description: network.description,
    dir: network.dir,
    processes: {
      names: async () => (await network.status()).map(({ name }) => name),
      ofRole: async (role, mspId) => {
        const chosen = (await network.status())
          .filter(
            ({ kind, mspIds }) => kind === kinds[role] && (mspId === undefined || mspIds.includes(mspId)),
          )
          .map(({ name }) => name);
        if (chosen.length === 0)
          throw new Error(`no ${role}${mspId === undefined ? '' : ` of ${mspId}`} runs`);
        return chosen;
      },
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

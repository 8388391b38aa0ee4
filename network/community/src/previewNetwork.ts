import { chooseOrdering, chooseTopology, type NetworkOptions } from '@acequia/network/common';
import type { NetworkDescription } from '@acequia/protocol';
import { chooseKind } from './chooseKind.js';

/**
 * What kind of network `createNetwork` would make of these options, and how it would order: told before anything is made.
 *
 * @throws NetworkError `NETWORK_UNKNOWN`, `TOPOLOGY_NOT_FOUND`, `TOPOLOGY_INVALID`
 */
export async function previewNetwork(
  options: Pick<NetworkOptions, 'kind' | 'homes' | 'ordering' | 'topology'>,
): Promise<Pick<NetworkDescription, 'kind' | 'ordering'>> {
  const kind = chooseKind(options);
  if (kind === 'embedded') return { kind, ordering: 'none' };
  const { ordering } = chooseOrdering(await chooseTopology(options));
  return { kind, ordering };
}

import type { Resource } from '@acequia/protocol';
import { formatQuantity } from './formatQuantity.js';
import { groupThousands } from './groupThousands.js';

/** Writes a quota as residents read it: power in watts, amounts as {@link formatQuantity} does. */
export function formatQuota(resource: Resource, amount: bigint): string {
  return resource === 'power' ? `${groupThousands(amount)} W` : formatQuantity(resource, amount);
}

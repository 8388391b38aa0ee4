import type { QuotaResource } from '@acequia/protocol';
import { formatQuantity } from './formatQuantity.js';
import { groupThousands } from './groupThousands.js';

/** Writes a quota as residents read it: power in watts, amounts as {@link formatQuantity} does. */
export function formatQuota(resource: QuotaResource, amount: bigint): string {
  if (resource === 'energy' || resource === 'water') return formatQuantity(resource, amount);
  return `${groupThousands(amount)} W`;
}

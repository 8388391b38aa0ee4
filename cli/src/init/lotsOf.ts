import type { MeteredResource } from '@acequia/protocol';
import type { CommunityFile } from './communityFileSchema.js';

/** A home's entitlement of a resource, in lots. */
export function lotsOf(
  { contract }: Pick<CommunityFile, 'contract'>,
  { quota }: Pick<CommunityFile['homes'][number], 'quota'>,
  resource: MeteredResource,
): number {
  return resource === 'energy'
    ? quota.energyKWh / contract.energy.lotKWh
    : quota.waterLitres / contract.water.lotLitres;
}

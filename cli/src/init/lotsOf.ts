import type { QuotaResource } from '@acequia/protocol';
import type { CommunityFile } from './communityFileSchema.js';

/** A home's entitlement of a resource, in lots. */
export function lotsOf(
  { contract }: Pick<CommunityFile, 'contract'>,
  { quota }: Pick<CommunityFile['homes'][number], 'quota'>,
  resource: QuotaResource,
): number {
  if (resource === 'energy') return quota.energyKWh / contract.energy.lotKWh;
  if (resource === 'water') return quota.waterLitres / contract.water.lotLitres;
  const lotWatts = contract.power?.find((each) => each.resource === resource)?.lotWatts;
  const watts = quota.power?.find((each) => each.resource === resource)?.watts;
  return lotWatts === undefined || watts === undefined ? 0 : watts / lotWatts;
}

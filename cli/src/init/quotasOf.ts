import type { QuotaResource } from '@acequia/protocol';
import type { CommunityFile } from './communityFileSchema.js';

/** What a community has quotas of. */
export function quotasOf({ contract }: Pick<CommunityFile, 'contract'>): readonly QuotaResource[] {
  return ['energy', 'water', ...(contract.power ?? []).map(({ resource }) => resource)];
}

import type { QuotaResource } from '@acequia/protocol';

/** What a community's contracts are of, in its file. */
interface ContractedPower {
  readonly contract: { readonly power?: readonly { readonly resource: QuotaResource }[] };
}

/** What a community has quotas of. */
export function quotasOf({ contract }: ContractedPower): readonly QuotaResource[] {
  return ['energy', 'water', ...(contract.power ?? []).map(({ resource }) => resource)];
}

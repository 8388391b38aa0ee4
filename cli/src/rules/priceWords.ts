import type { QuotaResource } from '@acequia/protocol';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';

/** A price as the household knows it: minor units for 1000 base units as `2.00 SCT per m³`. */
export function priceWords(resource: QuotaResource, price: bigint, token: CommunityFile['token']): string {
  return `${formatTokens(price, token)} per ${unitOf(resource)}`;
}

function unitOf(resource: QuotaResource): string {
  if (resource === 'energy') return 'kWh';
  return resource === 'water' ? 'm³' : 'kW';
}

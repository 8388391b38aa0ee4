import type { MeteredResource } from '@acequia/protocol';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';

const SOLD_BY = { energy: 'kWh', water: 'm³' } as const;

/** A price as the household knows it: minor units for 1000 base units as `2.00 SCT per m³`. */
export function priceWords(resource: MeteredResource, price: bigint, token: CommunityFile['token']): string {
  return `${formatTokens(price, token)} per ${SOLD_BY[resource]}`;
}

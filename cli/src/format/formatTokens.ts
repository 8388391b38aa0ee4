import type { CommunityFile } from '../init/communityFileSchema.js';
import { formatDecimal } from './formatDecimal.js';

/** Writes minor units of the community's token: `12.50 SCT`; plain units where it has none. */
export function formatTokens(minor: bigint, token: CommunityFile['token']): string {
  return token === undefined ? minor.toString() : `${formatDecimal(minor, token.decimals)} ${token.symbol}`;
}

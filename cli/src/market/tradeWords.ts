import type { TradeView } from '@acequia/edge-agent';
import { formatQuota } from '../format/formatQuota.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { priceWords } from '../rules/priceWords.js';

/** What a trade is about: `300 litres of water for no more than 2.00 SCT per m³, 0.60 SCT in all`. */
export function tradeWords(
  {
    side,
    resource,
    lots,
    quantity,
    price,
  }: Pick<TradeView, 'side' | 'resource' | 'lots' | 'quantity' | 'price'>,
  token: CommunityFile['token'],
): string {
  const each = (BigInt(price) * 1000n * BigInt(lots)) / BigInt(quantity);
  const all = formatTokens(BigInt(price) * BigInt(lots), token);
  const limit = side === 'buy' ? 'no more' : 'no less';
  const amount = `${formatQuota(resource, BigInt(quantity))} of ${resource}`;
  return `${amount} for ${limit} than ${priceWords(resource, each, token)}, ${all} in all`;
}

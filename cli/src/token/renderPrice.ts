import type { MarketPriceRecord, PriceRecord } from '@acequia/protocol';
import { formatMoment } from '../format/formatMoment.js';
import { formatMoney } from '../format/formatMoney.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { feedPrice } from './feedPrice.js';

/** What a token costs at the counter, and what the resources cost on the common market. */
export function renderPrice(
  price: PriceRecord | undefined,
  feed: readonly MarketPriceRecord[],
  { community, token }: CommunityFile,
): string[] {
  const { currency, timeZone } = community;
  return [
    ...(price === undefined
      ? ['The counter has never been open: see `acequia token open`.']
      : [
          `A whole ${token?.symbol ?? 'token'} costs ${formatMoney(BigInt(price.buyPrice), currency)}, and is bought back for ` +
            `${formatMoney(BigInt(price.sellPrice), currency)} (Z_T), since ${formatMoment(price.at, timeZone)}.`,
          price.isOpen ? 'The counter is open.' : 'The counter is closed.',
        ]),
    ...feed.map(
      ({ price: { resource, priceMicro, at, sequence } }) =>
        `${resource}: ${feedPrice(resource, priceMicro, currency)} on the market, said by its supplier on ` +
        `${formatMoment(at, timeZone)} (price ${String(sequence)} of the feed)`,
    ),
  ];
}

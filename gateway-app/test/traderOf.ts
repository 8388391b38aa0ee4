import { sha256Hex, type BidRecord } from '@acequia/protocol';

/** Who stands in an auction as a seller's digit, or `b` for the buyer. */
export function traderOf(
  auctionId: string,
  digit: string,
): Pick<BidRecord, 'tag' | 'keyHash' | 'accountId' | 'quotaAccountId'> {
  const of = (what: string): string => sha256Hex(`${what} ${auctionId} ${digit}`);
  return {
    tag: of('tag'),
    keyHash: of('key'),
    accountId: `acc-${of('token').slice(0, 32)}`,
    quotaAccountId: `acc-${of('quota').slice(0, 32)}`,
  };
}

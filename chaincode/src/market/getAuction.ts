import { publicRecords, type AuctionView, type BidView } from '@acequia/protocol';
import type { LedgerQueries, QueryTransaction, RequestOf } from '../ledger/index.js';
import { readDelivery } from './readDelivery.js';
import { summarise } from './summarise.js';

/**
 * An auction with its bids, what has been opened, and what became of the sales.
 *
 * @throws LedgerError AUCTION_UNKNOWN.
 */
export async function getAuction(
  { state }: QueryTransaction,
  { auctionId }: RequestOf<'market', 'getAuction'>,
): Promise<AuctionView> {
  const auction = await state.getRequired(publicRecords.auction, [auctionId]);
  const maxPrice = await state.get(publicRecords.maxPrice, [auctionId]);
  return {
    ...(await summarise(auction, state)),
    ...(maxPrice !== undefined && { maxPrice }),
    bids: await bidsOf(auctionId, state),
  };
}

async function bidsOf(auctionId: string, state: LedgerQueries): Promise<BidView[]> {
  const bids: BidView[] = [];
  for (const { value: bid } of await state.list(publicRecords.bid, [auctionId])) {
    const key = [auctionId, bid.tag];
    const reveal = await state.get(publicRecords.bidReveal, key);
    const isSold = (await state.get(publicRecords.delivery, key)) !== undefined;
    bids.push({
      ...bid,
      ...(reveal !== undefined && { reveal }),
      ...(isSold && { delivery: await readDelivery(auctionId, bid.tag, state) }),
    });
  }
  return bids;
}

import { publicRecords, type AuctionSummary } from '@acequia/protocol';
import type { QueryTransaction, RequestOf } from '../ledger/index.js';
import { summarise } from './summarise.js';

/** How many auctions a page has unless the caller says. */
const PAGE = 50;

/** The auctions of a market, in the order of their ids, a page at a time; none where there is no market. */
export async function listAuctions(
  { state }: QueryTransaction,
  { periodId, resource, after = '', limit = PAGE }: RequestOf<'market', 'listAuctions'>,
): Promise<AuctionSummary[]> {
  const all = await state.list(publicRecords.marketAuction, [periodId, resource]);
  const ids = all.map(({ value }) => value.auctionId).filter((auctionId) => auctionId > after);
  const page: AuctionSummary[] = [];
  for (const auctionId of ids.slice(0, limit)) {
    page.push(await summarise(await state.getRequired(publicRecords.auction, [auctionId]), state));
  }
  return page;
}

import { publicRecords, type AuctionRecord, type AuctionSummary } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/** An auction, the phase that it is in by what was closed, when its bidding was, and how it ended. */
export async function summarise(auction: AuctionRecord, state: LedgerReader): Promise<AuctionSummary> {
  const key = [auction.auctionId];
  const bidding = await state.get(publicRecords.biddingClosed, key);
  if (bidding === undefined) return { ...auction, phase: 'bidding' };
  const closed = { ...auction, biddingClosedAt: bidding.closedAt };
  const settlement = await state.get(publicRecords.settlement, key);
  if (settlement !== undefined) return { ...closed, phase: 'settled', settlement };
  const isSettling = (await state.get(publicRecords.revealsClosed, key)) !== undefined;
  return { ...closed, phase: isSettling ? 'settling' : 'reveal' };
}

import { publicRecords, type AuctionRecord, type AuctionSummary } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';

/** An auction, the phase that it is in by what was closed, and how it ended. */
export async function summarise(auction: AuctionRecord, state: LedgerReader): Promise<AuctionSummary> {
  const key = [auction.auctionId];
  const settlement = await state.get(publicRecords.settlement, key);
  if (settlement !== undefined) return { ...auction, phase: 'settled', settlement };
  if ((await state.get(publicRecords.revealsClosed, key)) !== undefined)
    return { ...auction, phase: 'settling' };
  const isRevealing = (await state.get(publicRecords.biddingClosed, key)) !== undefined;
  return { ...auction, phase: isRevealing ? 'reveal' : 'bidding' };
}

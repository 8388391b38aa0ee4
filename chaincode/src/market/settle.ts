import {
  escrowHolder,
  isHurried,
  publicRecords,
  type AuctionRecord,
  type BidRecord,
  type DeliveryRecord,
} from '@acequia/protocol';
import type { LedgerState, RequestOf, WriteTransaction } from '../ledger/index.js';
import { changeHolding } from '../quota/index.js';
import { credit } from '../token/index.js';
import { decideSettlement, type AuctionCase } from './decideSettlement.js';
import { MarketError } from './MarketError.js';

/**
 * Settles an auction, once, by anybody: lots go to the buyer and its payment into the sellers' deliveries in one transaction
 * (paper 000 Fig. 6). After the period's end nothing is traded any more, and everything goes back to those who opened their prices.
 *
 * @throws MarketError AUCTION_SETTLED, PHASE_EARLY. @throws LedgerError AUCTION_UNKNOWN.
 */
export async function settle(
  tx: WriteTransaction,
  { auctionId }: RequestOf<'market', 'settle'>,
): Promise<void> {
  const { state, now, emit } = tx;
  const auction = await state.getRequired(publicRecords.auction, [auctionId]);
  const { periodId, resource } = auction;
  if ((await state.get(publicRecords.settlement, [auctionId])) !== undefined) {
    throw new MarketError('AUCTION_SETTLED', 'the auction has been settled');
  }
  const given = await readCase(auction, now, state);
  const { record, tokens, lots, deliveries } = decideSettlement(given);
  await state.put(publicRecords.settlement, [auctionId], { ...record, settledAt: now });
  for (const [accountId, amount] of tokens) await credit(tx, accountId, 'auction', amount);
  await clearEscrow(auction, given.bids, state);
  for (const [accountId, gained] of lots) {
    await changeHolding(state, { periodId, resource, accountId }, Number(gained));
  }
  for (const delivery of deliveries) await keepSale(delivery, auction, now, state);
  emit('AuctionSettled', { auctionId, periodId, resource, ...record });
}

async function readCase(auction: AuctionRecord, now: number, state: LedgerState): Promise<AuctionCase> {
  const { auctionId, periodId, periodEnd } = auction;
  const bidding = await state.get(publicRecords.biddingClosed, [auctionId]);
  const reveals = await state.get(publicRecords.revealsClosed, [auctionId]);
  if (bidding === undefined || reveals === undefined) {
    throw new MarketError('PHASE_EARLY', 'the auction is settled when its phases are closed');
  }
  const isOver = (await state.get(publicRecords.periodClosed, [periodId])) !== undefined || now >= periodEnd;
  // Nothing that bids and reveals depend on can change any more: both phase keys stand.
  const bids = await state.listFrozen(publicRecords.bid, [auctionId]);
  const opened = await state.listFrozen(publicRecords.bidReveal, [auctionId]);
  return {
    auction,
    bids: bids.map(({ value }) => value),
    reveals: new Map(opened.map(({ key, value }) => [key[1] ?? '', value])),
    maxPrice: await state.get(publicRecords.maxPrice, [auctionId]),
    hurried: isHurried(auction, bidding.closedAt),
    late: isOver,
  };
}

async function clearEscrow(
  { periodId, resource }: AuctionRecord,
  bids: readonly BidRecord[],
  state: LedgerState,
): Promise<void> {
  for (const { auctionId, tag } of bids) {
    await state.delete(publicRecords.holding, [periodId, resource, escrowHolder(auctionId, tag)]);
  }
}

async function keepSale(
  delivery: DeliveryRecord,
  { periodId, resource }: AuctionRecord,
  at: number,
  state: LedgerState,
): Promise<void> {
  const { auctionId, tag, lots, unitPrice } = delivery;
  await state.create(publicRecords.delivery, [auctionId, tag], delivery);
  const trade = { periodId, resource, auctionId, tag, lots, unitPrice, at };
  await state.create(publicRecords.trade, [periodId, resource, auctionId, tag], trade);
}

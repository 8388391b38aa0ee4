import { escrowHolder, publicRecords } from '@acequia/protocol';
import type { LedgerReader, RequestOf, WriteTransaction } from '../ledger/index.js';
import { changeHolding, refuseClosed } from '../quota/index.js';
import { checkBond } from './checkBond.js';
import { checkTicket } from './checkTicket.js';
import { MarketError } from './MarketError.js';
import { requireBidding } from './requireBidding.js';
import { takeBond } from './takeBond.js';

/**
 * Takes a sealed bid with its bond, and keeps its lots until the auction is settled (paper 000 Fig. 5, `ReceiveBids`). It writes
 * keys of its own only, so that any number of bids fit in a block.
 *
 * @throws MarketError PHASE_LATE, LOTS_EXCEEDED, BID_OWN_OFFER, BID_DUPLICATE, COMMITMENT_COPIED, and what {@link checkTicket},
 * {@link checkBond} and {@link takeBond} throw. @throws QuotaError PERIOD_CLOSED, LOTS_INSUFFICIENT. @throws LedgerError AUCTION_UNKNOWN, HOLDING_UNKNOWN.
 */
export async function bid(tx: WriteTransaction, request: RequestOf<'market', 'bid'>): Promise<void> {
  const { state, now } = tx;
  const { lots, commitment, sealedOpening, accountId, bond } = request;
  const { auctionId, tag, keyHash, quotaAccountId } = await checkTicket(tx, request.ticket, 'seller');
  const auction = await state.getRequired(publicRecords.auction, [auctionId]);
  const { periodId, resource } = auction;
  await requireBidding(auction, now, state);
  await refuseClosed(periodId, state);
  if (lots > auction.lots) {
    throw new MarketError('LOTS_EXCEEDED', `no more than ${auction.lots} lots are wanted`);
  }
  checkBond(bond, auction.lots, auction.terms.excessPrice);
  if (tag === auction.buyer.tag) throw new MarketError('BID_OWN_OFFER', 'nobody bids on an offer of its own');
  await refuseKnown(auctionId, tag, commitment, state);
  await state.put(publicRecords.bid, [auctionId, tag], {
    auctionId,
    tag,
    keyHash,
    accountId,
    quotaAccountId,
    lots,
    commitment,
    ...(sealedOpening !== undefined && { sealedOpening }),
    bond,
    at: now,
  });
  await state.put(publicRecords.bidCommitment, [auctionId, commitment], { tag });
  await takeBond(tx, request);
  await changeHolding(state, { periodId, resource, accountId: quotaAccountId }, -lots);
  await changeHolding(state, { periodId, resource, accountId: escrowHolder(auctionId, tag) }, lots);
}

/** One bid a home, and one bid a commitment: who copies one hopes to stand in front of it. */
async function refuseKnown(
  auctionId: string,
  tag: string,
  commitment: string,
  state: LedgerReader,
): Promise<void> {
  if ((await state.get(publicRecords.bid, [auctionId, tag])) !== undefined) {
    throw new MarketError('BID_DUPLICATE', 'there is a bid of the same home in the auction');
  }
  if ((await state.get(publicRecords.bidCommitment, [auctionId, commitment])) !== undefined) {
    throw new MarketError('COMMITMENT_COPIED', 'the auction has a bid with this commitment');
  }
}

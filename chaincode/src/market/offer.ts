import {
  publicRecords,
  type AuctionRecord,
  type MarketRecord,
  type MarketTerms,
  type PeriodRecord,
} from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { refuseClosed } from '../quota/index.js';
import { checkBond } from './checkBond.js';
import { checkTicket } from './checkTicket.js';
import { MarketError } from './MarketError.js';
import { takeBond } from './takeBond.js';

/**
 * Opens an auction: what the buyer needs, the hash of the most that it pays, and its bond (paper 000 Fig. 5, `offer`).
 *
 * @throws MarketError LOTS_EXCEEDED, PERIOD_TOO_SHORT, and what {@link checkTicket}, {@link checkBond} and {@link takeBond} throw.
 * @throws QuotaError PERIOD_CLOSED. @throws LedgerError MARKET_UNKNOWN, PERIOD_UNKNOWN, AUCTION_EXISTS.
 */
export async function offer(tx: WriteTransaction, request: RequestOf<'market', 'offer'>): Promise<void> {
  const { state, now, emit } = tx;
  const { periodId, resource, lots, maxPriceHash, sealedOpening, accountId, bond } = request;
  const { auctionId, tag, keyHash, quotaAccountId } = await checkTicket(tx, request.ticket, 'buyer');
  const market = await state.getRequired(publicRecords.market, [periodId, resource]);
  const period = await state.getRequired(publicRecords.period, [periodId]);
  await refuseClosed(periodId, state);
  if (lots > market.maxLots) {
    throw new MarketError('LOTS_EXCEEDED', `an auction is for ${market.maxLots} lots at most`);
  }
  checkBond(bond, lots, market.excessPrice);
  const auction: AuctionRecord = {
    auctionId,
    periodId,
    resource,
    lots,
    buyer: { tag, keyHash, accountId, quotaAccountId },
    maxPriceHash,
    ...(sealedOpening !== undefined && { sealedOpening }),
    bond,
    terms: termsOf(market),
    ...timesOf(market, period, now),
  };
  await state.create(publicRecords.auction, [auctionId], auction);
  await state.create(publicRecords.marketAuction, [periodId, resource, auctionId], { auctionId });
  await takeBond(tx, request);
  emit('AuctionOpened', { auctionId, periodId, resource, lots });
}

function termsOf(market: MarketRecord): MarketTerms {
  const {
    fund,
    excessPrice,
    depositRatioBp,
    deadEndPenaltyBp,
    biddingSeconds,
    revealSeconds,
    claimSeconds,
    disputeSeconds,
    maxLots,
  } = market;
  return {
    fund,
    excessPrice,
    depositRatioBp,
    deadEndPenaltyBp,
    biddingSeconds,
    revealSeconds,
    claimSeconds,
    disputeSeconds,
    maxLots,
  };
}

type Times = Pick<AuctionRecord, 'openedAt' | 'biddingEndsAt' | 'revealEndsAt' | 'periodEnd'>;

/** Both phases end while there is still a period to buy of. */
function timesOf({ biddingSeconds, revealSeconds }: MarketTerms, period: PeriodRecord, now: number): Times {
  const biddingEndsAt = now + biddingSeconds;
  const revealEndsAt = biddingEndsAt + revealSeconds;
  if (revealEndsAt < period.end) {
    return { openedAt: now, biddingEndsAt, revealEndsAt, periodEnd: period.end };
  }
  throw new MarketError('PERIOD_TOO_SHORT', 'the auction would not be over before the period is');
}

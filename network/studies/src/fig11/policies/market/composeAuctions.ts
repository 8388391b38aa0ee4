import type { Auction, Demand, Offer } from './Auction.js';
import { EXCESS_PRICE } from './EXCESS_PRICE.js';
import type { TradeDraw } from './TradeDraw.js';

/**
 * Each buyer opens an auction, and each seller bids in one of them: lots that are locked in one bid cannot be offered in another.
 * It draws one at random, twice as likely if twice as many lots are wanted, which needs no agreement with others. It offers no
 * more than is wanted there.
 */
export function composeAuctions(
  demands: readonly Demand[],
  offers: readonly Offer[],
  draw: TradeDraw,
): Auction[] {
  const wanted = demands.reduce((sum, { lots }) => sum + lots, 0);
  const bidsOf = new Map<Demand, Offer[]>(demands.map((demand) => [demand, []]));
  for (const offer of wanted === 0 ? [] : offers) {
    const demand = demandAt(demands, draw.below(wanted, 'auction of', offer.home));
    if (demand !== undefined) bidsOf.get(demand)?.push(offer);
  }
  return [...bidsOf].map(([{ home, lots }, bids]) => ({
    auctionId: draw.hex('auction', home),
    home,
    lots,
    maxPrice: EXCESS_PRICE,
    salt: draw.hex('salt', home),
    bids: bids.map((bid) => ({
      ...bid,
      lots: Math.min(bid.lots, lots),
      salt: draw.hex('salt', bid.home),
    })),
  }));
}

/** The demand that a lot belongs to, when all that are wanted are counted. */
function demandAt(demands: readonly Demand[], lot: number): Demand | undefined {
  let before = 0;
  return demands.find(({ lots }) => {
    before += lots;
    return lot < before;
  });
}

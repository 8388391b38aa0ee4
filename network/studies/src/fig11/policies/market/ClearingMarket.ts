import { clearAuction, priceCommitment } from '@acequia/protocol';
import type { Transfer } from '../Transfer.js';
import type { Auction } from './Auction.js';
import { LOT } from './LOT.js';
import type { Market } from './Market.js';
import { tagOf } from './tagOf.js';

/** Auctions without a ledger: the function alone by which the contract finds winners, given what the contract would give it. */
export class ClearingMarket implements Market {
  hold(_second: number, auctions: readonly Auction[]): Promise<readonly Transfer[]> {
    return Promise.resolve(auctions.flatMap(clear));
  }

  endDay(): Promise<void> {
    return Promise.resolve();
  }
}

function clear({ auctionId, home, lots, maxPrice, salt, bids }: Auction): Transfer[] {
  const sellers = new Map(bids.map((bid) => [tagOf(bid.home, auctionId), bid]));
  const revealed = [...sellers].map(([tag, bid]) => ({
    tag,
    lots: bid.lots,
    unitPrice: bid.unitPrice,
    commitment: priceCommitment(
      { side: 'seller', auctionId, tag },
      { unitPrice: String(bid.unitPrice), salt: bid.salt },
    ),
  }));
  const { winners } = clearAuction({ lots, maxPrice, salt }, revealed);
  return winners.flatMap((winner) => {
    const seller = sellers.get(winner.tag);
    return seller === undefined ? [] : [{ from: seller.home, to: home, amount: winner.lots * LOT }];
  });
}

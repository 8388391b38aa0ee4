import { priceCommitment, type SignedTicket } from '@acequia/protocol';
import { StudyError } from '../../../../StudyError.js';
import type { Transfer } from '../../Transfer.js';
import type { Auction } from '../Auction.js';
import { EXCESS_PRICE } from '../EXCESS_PRICE.js';
import { LOT } from '../LOT.js';
import type { Market } from '../Market.js';
import { tagOf } from '../tagOf.js';
import { StudyLedger, type StudyTrader } from './StudyLedger.js';
import type { Venue } from './Venue.js';

/** A sale whose proceeds and bond are still kept. */
interface Sale {
  readonly auctionId: string;
  readonly tag: string;
}

/** What offers and bids have in common: the registrar's ticket and the bond. */
interface Stake {
  readonly ticket: SignedTicket;
  readonly accountId: string;
  readonly bond: string;
  readonly fold: string[];
}

/**
 * Auctions on the contracts themselves: offer, sealed bids with bonds and locked lots, the close of both phases, openings, settlement,
 * and the release of each sale after the day. Every day it checks that the ledger's holdings are what was traded.
 */
export class LedgerMarket implements Market {
  readonly #ledger: StudyLedger;
  /** By home, mL a day. */
  readonly #quotas: readonly number[];
  #day = 0;
  /** By home, mL: what the ledger must say at the day's end. */
  #entitlements: number[];
  #sales: Sale[] = [];

  private constructor(ledger: StudyLedger, quotas: readonly number[]) {
    this.#ledger = ledger;
    this.#quotas = quotas;
    this.#entitlements = [...quotas];
  }

  /** @param quotas by home, mL a day in whole lots. */
  static async open(venue: Venue, quotas: readonly number[]): Promise<LedgerMarket> {
    const ledger = new StudyLedger(venue, quotas);
    await ledger.start();
    await ledger.openDay(0);
    return new LedgerMarket(ledger, quotas);
  }

  /** @throws CodedError what the contracts refuse. */
  async hold(second: number, auctions: readonly Auction[]): Promise<readonly Transfer[]> {
    const { venue } = this.#ledger;
    const { biddingSeconds, revealSeconds } = venue.phases;
    await venue.reach(venue.roundStart(this.#ledger.dayStart(this.#day), second));
    await venue.each(auctions, (auction) => this.#offer(auction));
    // None was opened later than now.
    const biddingEndsAt = venue.now() + biddingSeconds;
    await venue.each(auctions.flatMap(bidsOf), (bid) => this.#bid(bid));
    await venue.reach(biddingEndsAt);
    await venue.each(auctions, (auction) => this.#openMaxPrice(auction));
    await venue.each(auctions.flatMap(bidsOf), (bid) => this.#reveal(bid));
    await venue.reach(biddingEndsAt + revealSeconds);
    return (await venue.each(auctions, (auction) => this.#settle(auction))).flat();
  }

  async endDay(): Promise<void> {
    const { venue } = this.#ledger;
    await this.#ledger.reachRelease(this.#day);
    await venue.each(this.#sales, (sale) => venue.operator.ledger.market.releaseDelivery({ ...sale }));
    await this.#checkHoldings();
    this.#sales = [];
    this.#day += 1;
    this.#entitlements = [...this.#quotas];
    await this.#ledger.openDay(this.#day);
  }

  async #offer({ auctionId, home, lots, maxPrice, salt }: Auction): Promise<void> {
    const place = { side: 'buyer', auctionId, tag: tagOf(home, auctionId) } as const;
    await this.#trader(home).ledger.market.offer({
      periodId: this.#ledger.periodId(this.#day),
      resource: 'water',
      lots,
      maxPriceHash: priceCommitment(place, { unitPrice: String(maxPrice), salt }),
      ...this.#stake('buyer', auctionId, home, lots),
    });
  }

  async #bid({ auctionId, wanted, home, lots, unitPrice, salt }: BidOfAuction): Promise<void> {
    const place = { side: 'seller', auctionId, tag: tagOf(home, auctionId) } as const;
    await this.#trader(home).ledger.market.bid({
      lots,
      commitment: priceCommitment(place, { unitPrice: String(unitPrice), salt }),
      ...this.#stake('seller', auctionId, home, wanted),
    });
  }

  #stake(side: 'buyer' | 'seller', auctionId: string, home: number, wanted: number): Stake {
    const { keyHash, accountId, quotaAccountId } = this.#trader(home);
    const tag = tagOf(home, auctionId);
    return {
      ticket: this.#ledger.ticket({ auctionId, side, tag, keyHash, quotaAccountId }),
      accountId,
      bond: String(EXCESS_PRICE * BigInt(wanted)),
      fold: [],
    };
  }

  async #openMaxPrice({ auctionId, home, maxPrice, salt }: Auction): Promise<void> {
    await this.#ledger.venue.operator.ledger.market.closeBidding({ auctionId });
    const opening = { unitPrice: String(maxPrice), salt };
    await this.#trader(home).ledger.market.depositMaxPrice({ auctionId, ...opening });
  }

  async #reveal({ auctionId, home, unitPrice, salt }: BidOfAuction): Promise<void> {
    const opening = { unitPrice: String(unitPrice), salt };
    const { market } = this.#trader(home).ledger;
    await market.revealBid({ auctionId, tag: tagOf(home, auctionId), ...opening });
  }

  async #settle({ auctionId, home, bids }: Auction): Promise<Transfer[]> {
    const { market } = this.#ledger.venue.operator.ledger;
    await market.closeReveals({ auctionId });
    await market.settle({ auctionId });
    const sellers = new Map(bids.map((bid) => [tagOf(bid.home, auctionId), bid.home]));
    const view = await market.getAuction({ auctionId });
    return view.bids.flatMap(({ tag, delivery }) => {
      const from = sellers.get(tag);
      if (delivery === undefined || from === undefined) return [];
      this.#sales.push({ auctionId, tag });
      const transfer = { from, to: home, amount: delivery.lots * LOT };
      this.#move(transfer);
      return [transfer];
    });
  }

  #move({ from, to, amount }: Transfer): void {
    this.#entitlements[from] = (this.#entitlements[from] ?? 0) - amount;
    this.#entitlements[to] = (this.#entitlements[to] ?? 0) + amount;
  }

  async #checkHoldings(): Promise<void> {
    const holdings = await this.#ledger.holdings(this.#day);
    const held = new Map(holdings.map(({ accountId, lots }) => [accountId, lots * LOT]));
    for (const [home, { quotaAccountId }] of this.#ledger.traders.entries()) {
      if (held.get(quotaAccountId) === this.#entitlements[home]) continue;
      throw new StudyError(
        'STUDY_UNSOUND',
        `on day ${this.#day} home ${home} holds other lots than it traded`,
      );
    }
  }

  #trader(home: number): StudyTrader {
    const trader = this.#ledger.traders[home];
    if (trader === undefined) throw new StudyError('STUDY_UNSOUND', `there is no home ${home}`);
    return trader;
  }
}

type BidOfAuction = Auction['bids'][number] & {
  readonly auctionId: string;
  /** Lots that the auction is for: the bond is the excess price for each of them. */
  readonly wanted: number;
};

function bidsOf({ auctionId, lots, bids }: Auction): BidOfAuction[] {
  return bids.map((bid) => ({ ...bid, auctionId, wanted: lots }));
}

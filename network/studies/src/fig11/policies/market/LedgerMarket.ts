import { priceCommitment } from '@acequia/protocol';
import { StudyError } from '../../../StudyError.js';
import type { Transfer } from '../Transfer.js';
import type { Auction } from './Auction.js';
import { EXCESS_PRICE } from './EXCESS_PRICE.js';
import { LOT } from './LOT.js';
import type { Market } from './Market.js';
import { PHASES } from './PHASES.js';
import { StudyLedger } from './StudyLedger.js';
import type { StudyTrader } from './StudyTrader.js';
import { tagOf } from './tagOf.js';

/** A sale whose proceeds and bond are still kept. */
interface Sale {
  readonly auctionId: string;
  readonly tag: string;
}

/**
 * Auctions on the contracts themselves, in memory: offer, sealed bids with bonds and locked lots, the close of both phases, openings,
 * settlement, and the release of each sale after the day. Every day it checks that the ledger's holdings are what was traded.
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
  static async open(quotas: readonly number[]): Promise<LedgerMarket> {
    const ledger = new StudyLedger(quotas);
    await ledger.start();
    await ledger.openDay(0);
    return new LedgerMarket(ledger, quotas);
  }

  /** @throws CodedError what the contracts refuse. */
  async hold(second: number, auctions: readonly Auction[]): Promise<readonly Transfer[]> {
    const ledger = this.#ledger;
    ledger.waitUntil(this.#day, second);
    for (const auction of auctions) await this.#openAuction(auction);
    ledger.waitUntil(this.#day, second + PHASES.biddingSeconds);
    for (const auction of auctions) await this.#openPrices(auction);
    ledger.waitUntil(this.#day, second + PHASES.biddingSeconds + PHASES.revealSeconds);
    const transfers: Transfer[] = [];
    for (const auction of auctions) transfers.push(...(await this.#settle(auction)));
    return transfers;
  }

  async endDay(): Promise<void> {
    this.#ledger.waitForRelease(this.#day);
    for (const sale of this.#sales) await this.#ledger.step('releaseDelivery', { ...sale });
    await this.#checkHoldings();
    this.#sales = [];
    this.#day += 1;
    this.#entitlements = [...this.#quotas];
    await this.#ledger.openDay(this.#day);
  }

  async #openAuction({ auctionId, home, lots, maxPrice, salt, bids }: Auction): Promise<void> {
    const buyer = this.#trader(home);
    await this.#ledger.run(buyer.identity, 'offer', {
      periodId: this.#ledger.periodId(this.#day),
      resource: 'water',
      lots,
      maxPriceHash: priceCommitment(
        { side: 'buyer', auctionId, tag: tagOf(home, auctionId) },
        { unitPrice: String(maxPrice), salt },
      ),
      ...this.#stake('buyer', auctionId, home, lots),
    });
    for (const bid of bids) {
      const tag = tagOf(bid.home, auctionId);
      const opening = { unitPrice: String(bid.unitPrice), salt: bid.salt };
      await this.#ledger.run(this.#trader(bid.home).identity, 'bid', {
        lots: bid.lots,
        commitment: priceCommitment({ side: 'seller', auctionId, tag }, opening),
        ...this.#stake('seller', auctionId, bid.home, lots),
      });
    }
  }

  /** The registrar's ticket and the bond, which offers and bids have in common. */
  #stake(
    side: 'buyer' | 'seller',
    auctionId: string,
    home: number,
    wanted: number,
  ): Readonly<Record<string, unknown>> {
    const { identity, accountId, quotaAccountId } = this.#trader(home);
    const { keyHash } = identity;
    const ticket = this.#ledger.ticket({
      auctionId,
      side,
      tag: tagOf(home, auctionId),
      keyHash,
      quotaAccountId,
    });
    return { ticket, accountId, bond: String(EXCESS_PRICE * BigInt(wanted)), fold: [] };
  }

  async #openPrices({ auctionId, home, maxPrice, salt, bids }: Auction): Promise<void> {
    await this.#ledger.step('closeBidding', { auctionId });
    const deposit = { auctionId, unitPrice: String(maxPrice), salt };
    await this.#ledger.run(this.#trader(home).identity, 'depositMaxPrice', deposit);
    for (const bid of bids) {
      await this.#ledger.run(this.#trader(bid.home).identity, 'revealBid', {
        auctionId,
        tag: tagOf(bid.home, auctionId),
        unitPrice: String(bid.unitPrice),
        salt: bid.salt,
      });
    }
  }

  async #settle({ auctionId, home, bids }: Auction): Promise<Transfer[]> {
    await this.#ledger.step('closeReveals', { auctionId });
    await this.#ledger.step('settle', { auctionId });
    const sellers = new Map(bids.map((bid) => [tagOf(bid.home, auctionId), bid.home]));
    const view = await this.#ledger.auction(auctionId);
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

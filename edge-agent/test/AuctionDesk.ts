import { CodedError } from '@acequia/protocol';
import type { AuctionLook } from '../src/trading/AuctionLook.js';
import type { MarketDesk, OpenAuction } from '../src/trading/MarketDesk.js';
import type { TradeEntry } from '../src/trading/tradeEntry.js';
import type { TradeSight } from '../src/trading/TradeSight.js';

/** The program is killed, as far as a test can do it without ending itself. */
export class Killed extends Error {}

interface Auction {
  phase: AuctionLook['phase'];
  readonly biddingEndsAt: number;
  readonly openingEndsAt: number;
  mine: AuctionLook['mine'];
  result?: { lots: number; price: bigint };
  claimedLots?: number;
  isReleased: boolean;
}

/**
 * A ledger with one home's auctions, by the market's rules: requests have one effect, phases close when they are due and not before.
 * It can be killed before an order is carried out, or after that and before the answer.
 */
export class AuctionDesk implements MarketDesk {
  readonly auctions = new Map<string, Auction>();
  /** Orders that took effect, in order. */
  readonly effects: string[] = [];
  readonly #requests = new Set<string>();
  readonly #prepared = new Set<string>();
  readonly #now: () => number;
  /** Orders until the program is killed; counted down before and after each. */
  killAfter = Infinity;
  /** What the next order is refused with. */
  refuseWith: string | undefined;
  /** Lots of the outcome, of those that were asked for. */
  share = 1;

  constructor(now: () => number) {
    this.#now = now;
  }

  excessPrice(): Promise<bigint | undefined> {
    return Promise.resolve(3n);
  }

  openAuctions(): Promise<readonly OpenAuction[]> {
    const open = [...this.auctions].filter(([, { phase }]) => phase === 'bidding');
    return Promise.resolve(
      open.map(([auctionId, { biddingEndsAt }]) => ({ auctionId, lots: 20, biddingEndsAt })),
    );
  }

  look({ auctionId }: TradeEntry): Promise<TradeSight> {
    return Promise.resolve(structuredClone(this.auctions.get(auctionId)));
  }

  async prepare({ tradeId }: TradeEntry): Promise<boolean> {
    if (this.#prepared.has(tradeId)) return true;
    await this.#order('prepare', `prepare ${tradeId}`, () => {
      this.#prepared.add(tradeId);
    });
    return true;
  }

  async place({ tradeId, auctionId, side, requests }: TradeEntry): Promise<void> {
    await this.#order('place', requests.place, () => {
      if (!this.#prepared.has(tradeId)) throw new CodedError('TICKET_INVALID', 'nobody knows this pseudonym');
      if (side === 'buy') this.begin(auctionId);
      const auction = this.#get(auctionId);
      if (auction.phase !== 'bidding' || this.#now() >= auction.biddingEndsAt) {
        throw new CodedError('BID_LATE', 'bidding is over');
      }
      auction.mine = 'placed';
    });
  }

  async open({ auctionId, lots, price, requests }: TradeEntry): Promise<void> {
    await this.#order('open', requests.open, () => {
      const auction = this.#get(auctionId);
      if (auction.phase !== 'opening' || this.#now() >= auction.openingEndsAt) {
        throw new CodedError('REVEAL_LATE', 'the time for prices is over');
      }
      auction.mine = 'opened';
      auction.result = { lots: Math.floor(lots * this.share), price: BigInt(price) };
    });
  }

  async closeBidding({ auctionId }: TradeEntry): Promise<void> {
    await this.#close(auctionId, 'opening', this.#get(auctionId).biddingEndsAt);
  }

  async closeOpening({ auctionId }: TradeEntry): Promise<void> {
    await this.#close(auctionId, 'closed', this.#get(auctionId).openingEndsAt);
  }

  async settle({ auctionId }: TradeEntry): Promise<void> {
    await this.#close(auctionId, 'settled', 0);
  }

  async dispute({ auctionId }: TradeEntry): Promise<void> {
    await this.#order('dispute', `dispute ${auctionId}`, () => undefined);
  }

  async collect({ auctionId }: TradeEntry): Promise<void> {
    await this.#order('collect', `collect ${auctionId}`, () => {
      this.#get(auctionId).isReleased = true;
    });
  }

  tidy(): Promise<void> {
    return Promise.resolve();
  }

  /** An auction begins: an hour of bids, half an hour for prices. */
  begin(auctionId: string): void {
    const biddingEndsAt = this.#now() + 3600;
    this.auctions.set(auctionId, {
      phase: 'bidding',
      biddingEndsAt,
      openingEndsAt: biddingEndsAt + 1800,
      mine: 'absent',
      isReleased: false,
    });
  }

  async #close(auctionId: string, to: AuctionLook['phase'], due: number): Promise<void> {
    await this.#order(to, `${to} ${auctionId}`, () => {
      if (this.#now() < due) throw new CodedError('PHASE_EARLY', 'it is not due');
      this.#get(auctionId).phase = to;
    });
  }

  async #order(name: string, requestId: string, effect: () => void): Promise<void> {
    await Promise.resolve();
    this.#tick();
    const refusal = this.refuseWith;
    this.refuseWith = undefined;
    if (refusal !== undefined) throw new CodedError(refusal, 'as the test says');
    if (this.#requests.has(requestId)) throw new CodedError('REQUEST_DONE', 'the request took effect');
    effect();
    this.#requests.add(requestId);
    this.effects.push(name);
    this.#tick();
  }

  #tick(): void {
    this.killAfter -= 1;
    if (this.killAfter === 0) throw new Killed('killed');
  }

  #get(auctionId: string): Auction {
    const auction = this.auctions.get(auctionId);
    if (auction === undefined) throw new CodedError('AUCTION_UNKNOWN', 'there is no such auction');
    return auction;
  }
}

import {
  CodedError,
  creditsToFold,
  priceCommitment,
  type AuctionSummary,
  type QuotaResource,
  type TradingSide,
} from '@acequia/protocol';
import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import type { AuctionLook } from './AuctionLook.js';
import { lookOfAuction } from './lookOfAuction.js';
import type { MarketDesk, OpenAuction } from './MarketDesk.js';
import type { OpeningSealer } from './OpeningSealer.js';
import { payoutDueAt } from './payoutDueAt.js';
import type { Pseudonym, Pseudonyms } from './Pseudonyms.js';
import type { TradeEntry } from './tradeEntry.js';

const PAGE = 100;
const SIDES = { buy: 'buyer', sell: 'seller' } as const satisfies Record<TradeEntry['side'], TradingSide>;

export interface LedgerDeskParts {
  /** As the home itself, for queries alone: they leave no trace on the ledger. */
  readonly ledger: {
    readonly market: Pick<CommunityLedger['market'], 'getMarket' | 'getAuction' | 'listAuctions'>;
  };
  readonly pseudonyms: Pseudonyms;
  readonly openings: Pick<OpeningSealer, 'check' | 'seal'>;
  /** Ledger seconds. */
  readonly now: () => number;
}

/** The market on the community's ledger: all that changes it is signed by the trade's pseudonym. */
export class LedgerDesk implements MarketDesk {
  readonly #parts: LedgerDeskParts;
  /** Trades whose sale is held, and whose pseudonym has sent home all that it had until then. */
  readonly #atRest = new Set<string>();

  constructor(parts: LedgerDeskParts) {
    this.#parts = parts;
  }

  async excessPrice(periodId: string, resource: QuotaResource): Promise<bigint | undefined> {
    const { market } = this.#parts.ledger;
    const record = await orUnknown(market.getMarket({ periodId, resource }), /^MARKET_UNKNOWN$/);
    return record === undefined ? undefined : BigInt(record.excessPrice);
  }

  async openAuctions(periodId: string, resource: QuotaResource): Promise<readonly OpenAuction[]> {
    const { market } = this.#parts.ledger;
    const open: OpenAuction[] = [];
    let page: AuctionSummary[] = [];
    do {
      const last = page.at(-1)?.auctionId;
      page = await market.listAuctions({ periodId, resource, limit: PAGE, ...(last && { after: last }) });
      open.push(...page.filter(({ phase }) => phase === 'bidding'));
    } while (page.length === PAGE);
    return open.map(({ auctionId, lots, biddingEndsAt }) => ({ auctionId, lots, biddingEndsAt }));
  }

  async look(trade: TradeEntry): Promise<AuctionLook | undefined> {
    const { pseudonyms } = this.#parts;
    const { auctionId, side, phase } = trade;
    // A buyer's own auction, which was never sent: there is nothing to ask for.
    if (side === 'buy' && phase === 'intended') return undefined;
    // What was sent may not have come to the home's own peer, or nobody knows yet what became of it: the pseudonym's client settles
    // that. Else a bid would be let go of as too late, and its price never be disclosed.
    const sender = phase === 'ready' ? await pseudonyms.of(trade) : undefined;
    const { market } = (sender ?? this.#parts).ledger;
    const view = await orUnknown(market.getAuction({ auctionId }), /^AUCTION_UNKNOWN$/);
    if (view === undefined) return undefined;
    const tag = pseudonyms.ticket(trade)?.ticket.tag;
    // Without a pseudonym nothing of this home's can stand there: no tag is empty.
    if (tag === undefined) return lookOfAuction(view, { side, tag: '', isEmpty: true });
    const look = lookOfAuction(view, { side, tag, isEmpty: true });
    return view.phase !== 'settled' || this.#isAtRest(trade, look) ? look : this.#lookAtEnd(trade, look, tag);
  }

  /**
   * Asks the peer that tells of the pseudonym's account: what another one has of the end may not have come into the account there.
   *
   * @param look what the other peer says.
   */
  async #lookAtEnd(trade: TradeEntry, look: AuctionLook, tag: string): Promise<AuctionLook> {
    const { pseudonyms } = this.#parts;
    const { auctionId, side, tradeId } = trade;
    const own = await pseudonyms.of(trade);
    // Nothing can be brought home with a certificate that has expired.
    if (own === undefined) return look;
    const end = await own.ledger.market.getAuction({ auctionId });
    const isEmpty = await pseudonyms.isEmpty(trade);
    if (isEmpty && end.phase === 'settled') this.#atRest.add(tradeId);
    else this.#atRest.delete(tradeId);
    return lookOfAuction(end, { side, tag, isEmpty });
  }

  /** A sale is held for weeks, of which nothing comes: asked every few seconds, its pseudonym's connections would say who is there. */
  #isAtRest({ tradeId }: TradeEntry, { heldUntil }: AuctionLook): boolean {
    return heldUntil !== undefined && this.#parts.now() < heldUntil && this.#atRest.has(tradeId);
  }

  async prepare(trade: TradeEntry): Promise<boolean> {
    // An auditor who is none is found out before a coin is used.
    await this.#parts.openings.check();
    return this.#parts.pseudonyms.prepare(trade, await this.#bond(trade));
  }

  async place(trade: TradeEntry): Promise<void> {
    const { ledger, ticket, accountId } = await this.#pseudonym(trade);
    const { auctionId, lots, periodId, resource, requests, price: unitPrice, salt, side } = trade;
    const place = { side: SIDES[side], auctionId, tag: ticket.ticket.tag };
    const opening = { unitPrice, salt };
    const commitment = priceCommitment(place, opening);
    const { credits } = await ledger.token.getBalance({ accountId });
    const common = {
      requestId: requests.place,
      ticket,
      lots,
      sealedOpening: await this.#parts.openings.seal(place, opening),
      accountId,
      bond: (await this.#bond(trade)).toString(),
      fold: creditsToFold(credits),
    };
    if (side === 'buy')
      await ledger.market.offer({ ...common, periodId, resource, maxPriceHash: commitment });
    else await ledger.market.bid({ ...common, commitment });
  }

  async open(trade: TradeEntry): Promise<void> {
    const { ledger, ticket } = await this.#pseudonym(trade);
    const { auctionId, price: unitPrice, salt, side } = trade;
    const opening = { requestId: trade.requests.open, auctionId, unitPrice, salt };
    if (side === 'buy') await ledger.market.depositMaxPrice(opening);
    else await ledger.market.revealBid({ ...opening, tag: ticket.ticket.tag });
  }

  async closeBidding(trade: TradeEntry): Promise<void> {
    const { ledger } = await this.#pseudonym(trade);
    await ledger.market.closeBidding({ auctionId: trade.auctionId });
  }

  async closeOpening(trade: TradeEntry): Promise<void> {
    const { ledger } = await this.#pseudonym(trade);
    await ledger.market.closeReveals({ auctionId: trade.auctionId });
  }

  async settle(trade: TradeEntry): Promise<void> {
    const { ledger } = await this.#pseudonym(trade);
    await ledger.market.settle({ auctionId: trade.auctionId });
  }

  async dispute(trade: TradeEntry): Promise<void> {
    const { ledger, ticket } = await this.#pseudonym(trade);
    await ledger.market.disputeBreach({ auctionId: trade.auctionId, tag: ticket.ticket.tag });
  }

  /** What a seller sold is paid out first, when it is due; then all that lies with the pseudonym goes home. */
  async collect(trade: TradeEntry): Promise<void> {
    const { pseudonyms, now } = this.#parts;
    const { ledger, ticket } = await this.#pseudonym(trade);
    const look = await this.look(trade);
    if (look?.heldUntil !== undefined && now() >= payoutDueAt(trade, look.heldUntil)) {
      await ledger.market.releaseDelivery({ auctionId: trade.auctionId, tag: ticket.ticket.tag });
    }
    await pseudonyms.bringHome(trade);
  }

  async tidy(trades: readonly TradeEntry[]): Promise<void> {
    await this.#parts.pseudonyms.tidy(trades);
  }

  /** What must be set aside: the market's excess price for each lot that is wanted, as the auction has it, or as it will have it. */
  async #bond({ side, auctionId, lots, periodId, resource }: TradeEntry): Promise<bigint> {
    const { market } = this.#parts.ledger;
    if (side === 'sell') {
      const { lots: wanted, terms } = await market.getAuction({ auctionId });
      return BigInt(terms.excessPrice) * BigInt(wanted);
    }
    const { excessPrice } = await market.getMarket({ periodId, resource });
    return BigInt(excessPrice) * BigInt(lots);
  }

  async #pseudonym(trade: TradeEntry): Promise<Pseudonym> {
    const pseudonym = await this.#parts.pseudonyms.of(trade);
    if (pseudonym !== undefined) return pseudonym;
    throw new CodedError('PSEUDONYM_MISSING', 'the trade’s pseudonym has expired, or is gone from this disk');
  }
}

import {
  CodedError,
  creditsToFold,
  priceCommitment,
  type AuctionSummary,
  type QuotaResource,
  type TradingSide,
} from '@acequia/protocol';
import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import { LedgerSight } from './LedgerSight.js';
import type { MarketDesk, OpenAuction } from './MarketDesk.js';
import type { OpeningSealer } from './OpeningSealer.js';
import { payoutDueAt } from './payoutDueAt.js';
import type { Pseudonym, Pseudonyms } from './Pseudonyms.js';
import type { TradeEntry } from './tradeEntry.js';
import type { TradeSight } from './TradeSight.js';

const PAGE = 100;
const SIDES = { buy: 'buyer', sell: 'seller' } as const satisfies Record<TradeEntry['side'], TradingSide>;

export interface LedgerDeskParts {
  /** The home's own peer, asked as the home itself, for queries alone: they leave no trace on the ledger. */
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
  readonly #sight: LedgerSight;

  constructor(parts: LedgerDeskParts) {
    this.#parts = parts;
    this.#sight = new LedgerSight(parts);
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

  async look(trade: TradeEntry): Promise<TradeSight> {
    return this.#sight.look(trade);
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

  /**
   * The price goes in clear to the community's peer and to a home that is drawn; where one of them is behind and refuses it
   * (`PHASE_EARLY`), again and to another home. That is harmless: this is due once the home's own peer has the block that closed the
   * bidding, and no bid that is not before it is valid, whoever learns of the price without having that block.
   */
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
    const look = await this.#sight.ownLook(trade);
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

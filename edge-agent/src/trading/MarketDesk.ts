import type { QuotaResource } from '@acequia/protocol';
import type { TradeEntry } from './tradeEntry.js';
import type { TradeSight } from './TradeSight.js';

/** An auction that a home may sell to. */
export interface OpenAuction {
  readonly auctionId: string;
  /** Lots wanted. */
  readonly lots: number;
  /** Ledger seconds. */
  readonly biddingEndsAt: number;
}

/**
 * The way to the market. Each order may be given again, after a crash too, and has one effect: requests carry the trade's own ids,
 * and what is ready is not made ready twice. All throw CodedError of the ledger or of the registrar.
 */
export interface MarketDesk {
  /** The highest price of a lot, tokens in minor units; undefined where the resource has no market in the period. */
  excessPrice(periodId: string, resource: QuotaResource): Promise<bigint | undefined>;
  /** Auctions that take bids, in any order; this home's own may be among them. */
  openAuctions(periodId: string, resource: QuotaResource): Promise<readonly OpenAuction[]>;
  /** How far it is, by the home's own peer: nothing that is said elsewhere discloses a price, or says how a trade ended. */
  look(trade: TradeEntry): Promise<TradeSight>;
  /** Has a pseudonym, its ticket and the tokens to set aside made ready. @returns whether they are; it is asked again until then. */
  prepare(trade: TradeEntry): Promise<boolean>;
  /** Puts the offer or the bid on the ledger, with what must be set aside. */
  place(trade: TradeEntry): Promise<void>;
  /** Discloses the price: a buyer's deposit, a seller's opening. */
  open(trade: TradeEntry): Promise<void>;
  /** What anybody may do, done as the trade's pseudonym: a home's own name there would say that it follows this auction. */
  closeBidding(trade: TradeEntry): Promise<void>;
  closeOpening(trade: TradeEntry): Promise<void>;
  settle(trade: TradeEntry): Promise<void>;
  /** Says that a claim against a sale is wrong: an auditor decides it then. */
  dispute(trade: TradeEntry): Promise<void>;
  /** Brings home what is this trade's by now. Until `look` says that nothing is left it is asked again. */
  collect(trade: TradeEntry): Promise<void>;
  /** Brings home what came too late for trades that are over, and lets go of what they needed. @param trades all that are known. */
  tidy(trades: readonly TradeEntry[]): Promise<void>;
}

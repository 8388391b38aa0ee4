import { randomInt } from 'node:crypto';
import { random16Hex } from '@acequia/protocol';
import type { Decision, Intent } from './decisionSchema.js';
import type { OpenAuction } from './MarketDesk.js';
import type { TradeEntry } from './tradeEntry.js';

/** Longest delay before a trade is placed, ledger seconds: when a home measures does not show in when it trades. */
const MAX_DELAY = 600;
/** Longest time that a home leaves closing to others, ledger seconds. */
const MAX_PATIENCE = 120;
/** A bid needs so long to get ready, ledger seconds. */
const MIN_BIDDING = 120;

export interface BeginGrounds {
  readonly periodEnd: number;
  /** Of the resource; looked at by sales alone. */
  readonly auctions: readonly OpenAuction[];
  /** Lots of the accounts that a sale can be from; looked at by sales alone. */
  readonly coins: readonly number[];
  /** Auctions that this home has a part in. */
  readonly known: ReadonlySet<string>;
  /** How many trades the rule may still begin today. */
  readonly left: number;
}

/**
 * The trades that carry a decision out: a purchase is an auction of its own; a sale is offered to the auctions that end first, no
 * lot twice, a whole coin each where one fits. Nothing is random but what hides the home.
 */
export function beginTrades(decision: Decision, grounds: BeginGrounds): TradeEntry[] {
  const { intent, side, at } = decision;
  if (intent === undefined) return [];
  const { periodEnd } = grounds;
  if (side === 'buy') return [newTrade(decision, intent, random16Hex(), { periodEnd, maxDelay: MAX_DELAY })];
  const trades: TradeEntry[] = [];
  let lots = intent.lots;
  let coins = grounds.coins;
  for (const auction of fittingAuctions(grounds, at)) {
    const coin = coinFor(coins, Math.min(lots, auction.lots));
    if (coin === undefined || trades.length >= grounds.left) break;
    const offered = Math.min(lots, auction.lots, coin);
    const maxDelay = Math.min(MAX_DELAY, Math.floor((auction.biddingEndsAt - at) / 2));
    const part = { ...intent, lots: offered, quantity: partOf(intent, offered) };
    trades.push(newTrade(decision, part, auction.auctionId, { periodEnd, maxDelay }));
    lots -= offered;
    coins = coins.toSpliced(coins.indexOf(coin), 1);
  }
  return trades;
}

function fittingAuctions({ auctions, known }: BeginGrounds, at: number): OpenAuction[] {
  return auctions
    .filter(({ auctionId, biddingEndsAt }) => !known.has(auctionId) && biddingEndsAt - at >= MIN_BIDDING)
    .sort((a, b) => a.biddingEndsAt - b.biddingEndsAt || (a.auctionId < b.auctionId ? -1 : 1));
}

/**
 * The largest coin that can be sold whole, or else the smallest: an odd number of lots would say how many there were to sell, and
 * the rest of a broken coin cannot be sold any more.
 */
function coinFor(coins: readonly number[], lots: number): number | undefined {
  if (lots === 0 || coins.length === 0) return undefined;
  const whole = coins.filter((coin) => coin <= lots);
  return whole.length > 0 ? Math.max(...whole) : Math.min(...coins);
}

function partOf({ lots, quantity }: Intent, part: number): string {
  return ((BigInt(quantity) / BigInt(lots)) * BigInt(part)).toString();
}

function newTrade(
  decision: Decision,
  intent: Intent,
  auctionId: string,
  { periodEnd, maxDelay }: { readonly periodEnd: number; readonly maxDelay: number },
): TradeEntry {
  const { at, side, resource } = decision;
  const { periodId, lots, price } = intent;
  return {
    tradeId: random16Hex(),
    decision: { ...decision, intent },
    side,
    resource,
    periodId,
    periodEnd,
    auctionId,
    lots,
    price,
    salt: random16Hex(),
    requests: { place: random16Hex(), open: random16Hex() },
    notBefore: at + randomInt(maxDelay + 1),
    patience: randomInt(MAX_PATIENCE + 1),
    phase: 'intended',
    startedAt: at,
    changedAt: at,
  };
}

import type { TradeView } from '@acequia/edge-agent';
import { random16Hex, type AuctionView, type PeriodRecord, type ReserveView } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { openAgent } from '../agent/openAgent.js';
import { CliError } from '../CliError.js';
import { readLedger } from '../ledger/readLedger.js';
import { renderOrder } from '../market/renderOrder.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';
import type { TradePlace } from './prepareTrade.js';
import { TRADE } from './TRADE.js';
import { waitFor, type Patience } from './waitFor.js';

/** What a home ordered, and what came of it. */
export interface PlayedTrade {
  readonly homeId: string;
  readonly trade: TradeView & { readonly outcome: NonNullable<TradeView['outcome']> };
}
/** What came of the trade: what the ledger shows anybody, and what the homes know of themselves. */
export interface TradeResult {
  readonly auction: AuctionView;
  readonly period: PeriodRecord;
  readonly reserve: ReserveView;
  readonly trades: readonly PlayedTrade[];
}

interface Order {
  readonly home: number;
  readonly litres: string;
  readonly price: string;
}

/**
 * Lets one home ask and two offer, and waits until the auction is settled and each home knows what it bought or sold.
 *
 * @param told what happens, a line at a time. @throws CliError TRADE_LATE, TRADE_FAILED; LedgerError.
 */
export async function playTrade(
  place: TradePlace,
  patience: Patience,
  told: (line: string) => void,
): Promise<TradeResult> {
  const buyer = await order(place, 'buy', TRADE.buyer, patience, told);
  const placed = await waitFor(`${buyer.homeId} to be on the ledger`, patience, async () => {
    const trade = await tradeOf(place, buyer);
    return trade.phase === 'intended' || trade.phase === 'ready' ? undefined : trade;
  });
  const sellers = await Promise.all(
    TRADE.sellers.map(async (seller) => order(place, 'sell', seller, patience, told)),
  );
  return readLedger({ run: place.runDir, auditor: true }, async ({ ledger }) => {
    const auction = await settled(ledger, placed.auctionId, patience, told);
    const trades = await Promise.all(
      [buyer, ...sellers].map(async (begun) => ({
        homeId: begun.homeId,
        trade: await waitFor(`${begun.homeId} to see how it ended`, patience, async () => {
          const { outcome, ...trade } = await tradeOf(place, begun);
          return outcome === undefined ? undefined : { ...trade, outcome };
        }),
      })),
    );
    const period = await ledger.quota.getPeriod({ periodId: place.periodId });
    return { auction, period, reserve: await ledger.token.getReserve(), trades };
  });
}

interface Begun {
  readonly homeId: string;
  readonly tradeId: string;
}

async function order(
  { runDir, state }: TradePlace,
  side: TradeView['side'],
  { home, litres, price }: Order,
  patience: Patience,
  told: (line: string) => void,
): Promise<Begun> {
  const homeId = state.homes[home]?.homeId;
  if (homeId === undefined) throw new RangeError('no such home');
  const wish = { orderId: random16Hex(), side, resource: TRADE.resource, quantity: litres };
  const trade = await waitFor(`an order of ${homeId}`, patience, async () => {
    const { agent } = await openAgent({ run: runDir, home: homeId });
    const trades = await agent.order({ ...wish, price: tokensInMinor(price, state.file.token) });
    const [line = ''] = renderOrder(homeId, trades, state.file);
    if (trades[0] !== undefined) told(line);
    return trades[0];
  });
  return { homeId, tradeId: trade.tradeId };
}

/** @throws CliError TRADE_FAILED when nothing can come of it any more. */
async function tradeOf({ runDir }: TradePlace, { homeId, tradeId }: Begun): Promise<TradeView> {
  const { agent } = await openAgent({ run: runDir, home: homeId });
  const trade = (await agent.trades()).find((candidate) => candidate.tradeId === tradeId);
  if (trade === undefined) throw new CliError('TRADE_FAILED', `the agent of ${homeId} forgot its trade`);
  const { outcome } = trade;
  if (outcome === undefined || outcome.kind === 'traded') return trade;
  const why = outcome.code === undefined ? '' : ` (${outcome.code})`;
  throw new CliError('TRADE_FAILED', `the trade of ${homeId} came to nothing: ${outcome.kind}${why}`);
}

/** Tells of bids while their prices are sealed, and waits for the end. */
async function settled(
  ledger: CommunityLedger,
  auctionId: string,
  patience: Patience,
  told: (line: string) => void,
): Promise<AuctionView> {
  let seen = 0;
  return waitFor('the auction to be settled', patience, async () => {
    const auction = await ledger.market.getAuction({ auctionId });
    const { phase, bids } = auction;
    if (phase === 'bidding' && bids.length > seen) {
      seen = bids.length;
      told(
        `the ledger has ${String(seen)} sealed ${seen === 1 ? 'bid' : 'bids'}: no price and no home can be read from it`,
      );
    }
    return phase === 'settled' ? auction : undefined;
  });
}

import type { AuctionLook } from './AuctionLook.js';
import type { TradeEntry, TradeOutcome } from './tradeEntry.js';
import type { TradeSight } from './TradeSight.js';

/** What can happen to a trade. */
export type TradeEvent =
  /** The pseudonym and the tokens are there. */
  | { readonly type: 'prepared' }
  /** The ledger was looked at. */
  | { readonly type: 'seen'; readonly look: TradeSight }
  /** What must come first was refused for good. */
  | { readonly type: 'refused'; readonly code: string };

type Change = Partial<TradeEntry> & Pick<TradeEntry, 'phase'>;

const NOTHING = { lots: 0, price: '0' } as const;

/**
 * What an event makes of a trade. The ledger is right: whatever was known before, a trade is as far as the ledger says, and never
 * goes back when another peer says less. Pure.
 *
 * @param now ledger seconds.
 * @returns undefined when the event changes nothing.
 */
export function nextTrade(entry: TradeEntry, event: TradeEvent, now: number): TradeEntry | undefined {
  const change = changeOf(entry, event, now);
  return change === undefined ? undefined : { ...entry, ...change, changedAt: now };
}

function changeOf(entry: TradeEntry, event: TradeEvent, now: number): Change | undefined {
  switch (event.type) {
    case 'prepared':
      return entry.phase === 'intended' ? { phase: 'ready' } : undefined;
    case 'refused':
      return isUnknown(entry) ? abandoned(event.code, now) : undefined;
    case 'seen':
      return seen(entry, event.look, now);
  }
}

function seen(entry: TradeEntry, look: TradeSight, now: number): Change | undefined {
  if (entry.phase === 'over' || look === 'sent') return undefined;
  if (look === undefined || look.mine === 'absent') return absent(entry, look, now);
  if (look.phase === 'settled') return settled(entry, look, now);
  if (look.mine === 'opened') return entry.phase === 'opened' ? undefined : { phase: 'opened' };
  return isUnknown(entry) ? { phase: 'placed' } : undefined;
}

/** Nothing of the trade is seen on the ledger. */
function absent(entry: TradeEntry, look: AuctionLook | undefined, now: number): Change | undefined {
  if (!isUnknown(entry)) return undefined;
  // A buyer draws its auction's id: one that is there and not its own is somebody else's, and stays so.
  if (look !== undefined && entry.side === 'buy') return abandoned('AUCTION_EXISTS', now);
  return isTooLate(entry, look, now) ? abandoned('TRADE_LATE', now) : undefined;
}

function settled(entry: TradeEntry, look: AuctionLook, now: number): Change | undefined {
  const { claimedLots } = look;
  const end = {
    outcome: entry.outcome ?? outcomeOf(look),
    finishedAt: entry.finishedAt ?? now,
    ...(claimedLots === undefined ? {} : { claimedLots }),
  };
  if (look.isReleased) return { phase: 'over', ...end };
  const isKnown = entry.phase === 'settled' && entry.claimedLots === claimedLots;
  return isKnown ? undefined : { phase: 'settled', ...end };
}

function outcomeOf({ mine, result, isTooLate }: AuctionLook): TradeOutcome {
  if (isTooLate === true) return { kind: 'nothing', ...NOTHING };
  if (mine !== 'opened') return { kind: 'unopened', ...NOTHING };
  if (result === undefined || result.lots === 0) return { kind: 'nothing', ...NOTHING };
  return { kind: 'traded', lots: result.lots, price: result.price.toString() };
}

/** Whether nobody but this home can know of it: then it can be let go of. */
function isUnknown({ phase }: TradeEntry): boolean {
  return phase === 'intended' || phase === 'ready';
}

function isTooLate({ side, periodEnd }: TradeEntry, look: AuctionLook | undefined, now: number): boolean {
  if (now >= periodEnd) return true;
  const isClosed = look !== undefined && (look.phase !== 'bidding' || now >= look.biddingEndsAt);
  return side === 'sell' && isClosed;
}

function abandoned(code: string, now: number): Change {
  return { phase: 'over', outcome: { kind: 'abandoned', ...NOTHING, code }, finishedAt: now };
}

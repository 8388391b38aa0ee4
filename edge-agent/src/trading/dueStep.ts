import type { AuctionLook } from './AuctionLook.js';
import { payoutDueAt } from './payoutDueAt.js';
import type { TradeEntry } from './tradeEntry.js';
import type { TradeSight } from './TradeSight.js';

/** What is to be done for a trade now; `wait`: nothing, as yet. */
export type TradeStep =
  'wait' | 'prepare' | 'place' | 'open' | 'closeBidding' | 'closeOpening' | 'settle' | 'collect';

/** What ends each phase. */
const CLOSING = { bidding: 'closeBidding', opening: 'closeOpening', closed: 'settle' } as const;

/**
 * What is due for a trade, by what the home's own peer has of it. Anybody may close what is due: this home leaves it to others for a while
 * of its own, so that not all ask at once, but never for so long that its own price comes too late. Pure.
 *
 * @param entry as `nextTrade` left it after this very look.
 * @param now ledger seconds.
 */
export function dueStep(entry: TradeEntry, look: TradeSight, now: number): TradeStep {
  if (look === 'sent') return 'wait';
  if (look === undefined || look.mine === 'absent') return firstStep(entry, now);
  if (look.phase === 'settled') return hasSomething(entry, look, now) ? 'collect' : 'wait';
  if (mustOpen(look, now)) return 'open';
  return now >= dueAt(entry, look) ? CLOSING[look.phase] : 'wait';
}

/** The rest of what was set aside comes back at once, what was sold for only after the period. */
function hasSomething(
  entry: TradeEntry,
  { isReleased, hasTokens, heldUntil }: AuctionLook,
  now: number,
): boolean {
  return !isReleased && (hasTokens === true || now >= payoutDueAt(entry, heldUntil ?? 0));
}

/** When this home does what anybody may do. */
function dueAt({ patience }: TradeEntry, { phase, biddingEndsAt, openingEndsAt }: AuctionLook): number {
  const own = Math.min(patience, Math.floor((openingEndsAt - biddingEndsAt) / 4));
  if (phase === 'bidding') return biddingEndsAt + own;
  return openingEndsAt + (phase === 'opening' ? own : 2 * own);
}

/** Not before the time by this home's own clock either, should somebody have closed the bidding early. */
function mustOpen({ phase, mine, biddingEndsAt, openingEndsAt }: AuctionLook, now: number): boolean {
  return phase === 'opening' && mine === 'placed' && now >= biddingEndsAt && now < openingEndsAt;
}

function firstStep({ phase, notBefore }: TradeEntry, now: number): TradeStep {
  if (now < notBefore) return 'wait';
  if (phase === 'intended') return 'prepare';
  // Over, or a trade that was on the ledger and is not seen there, for this peer is behind.
  return phase === 'ready' ? 'place' : 'wait';
}

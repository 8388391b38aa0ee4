import type { AuctionLook } from './AuctionLook.js';
import type { TradeEntry } from './tradeEntry.js';

/** What is to be done for a trade now; `wait`: nothing, as yet. */
export type TradeStep =
  'wait' | 'prepare' | 'place' | 'open' | 'closeBidding' | 'closeOpening' | 'settle' | 'collect';

/**
 * What is due for a trade, by what the ledger says of it. Anybody may close what is due: this home leaves it to others for a while
 * of its own, so that not all ask at once, but never for so long that its own price comes too late. Pure.
 *
 * @param entry as `nextTrade` left it after this very look.
 * @param now ledger seconds.
 */
export function dueStep(entry: TradeEntry, look: AuctionLook | undefined, now: number): TradeStep {
  if (entry.phase === 'over') return 'wait';
  if (look === undefined || look.mine === 'absent') return firstStep(entry, now);
  const patience = Math.min(entry.patience, Math.floor((look.openingEndsAt - look.biddingEndsAt) / 4));
  switch (look.phase) {
    case 'bidding':
      return now >= look.biddingEndsAt + patience ? 'closeBidding' : 'wait';
    case 'opening':
      if (look.mine === 'placed' && now < look.openingEndsAt) return 'open';
      return now >= look.openingEndsAt + patience ? 'closeOpening' : 'wait';
    case 'closed':
      return now >= look.openingEndsAt + 2 * patience ? 'settle' : 'wait';
    case 'settled':
      return look.isReleased ? 'wait' : 'collect';
  }
}

function firstStep({ phase, notBefore }: TradeEntry, now: number): TradeStep {
  if (now < notBefore) return 'wait';
  if (phase === 'intended') return 'prepare';
  // A trade that was on the ledger and is not seen there: this peer is behind.
  return phase === 'ready' ? 'place' : 'wait';
}

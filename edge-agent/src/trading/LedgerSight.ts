import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import type { AuctionLook } from './AuctionLook.js';
import { lookOfAuction } from './lookOfAuction.js';
import type { Pseudonyms } from './Pseudonyms.js';
import type { TradeEntry } from './tradeEntry.js';
import type { TradeSight } from './TradeSight.js';

interface AuctionPeer {
  readonly market: Pick<CommunityLedger['market'], 'getAuction'>;
}

export interface LedgerSightParts {
  /** The home's own peer, asked as the home itself: queries leave no trace on the ledger. */
  readonly ledger: AuctionPeer;
  /** Through the community's peer. */
  readonly pseudonyms: Pick<Pseudonyms, 'ticket' | 'of' | 'isEmpty'>;
  /** Ledger seconds. */
  readonly now: () => number;
}

/**
 * How far a trade is. Prices are disclosed, phases closed and outcomes kept by it: all of that is the home's own peer's word. The
 * community's peer could lie to have a price told while bids are taken, and is asked for two things alone: whether it has what has not
 * come to the home's own, and what lies in the pseudonym's account. A lie there costs what the community can have lost anyway, by
 * endorsing nothing, and never tells a price.
 */
export class LedgerSight {
  readonly #parts: LedgerSightParts;
  /** Trades whose sale is held, and whose pseudonym has sent home all that it had until then. */
  readonly #atRest = new Set<string>();

  constructor(parts: LedgerSightParts) {
    this.#parts = parts;
  }

  /** @throws CodedError of the ledger, and while it is not known what became of what the pseudonym sent. */
  async look(trade: TradeEntry): Promise<TradeSight> {
    // A buyer's own auction, which was never sent: there is nothing to ask for.
    if (trade.side === 'buy' && trade.phase === 'intended') return undefined;
    const look = await this.ownLook(trade);
    if (trade.phase === 'ready' && mayBeOnItsWay(trade, look)) {
      return (await this.#isSent(trade)) ? 'sent' : look;
    }
    const isOver = look?.phase === 'settled' && look.mine !== 'absent';
    return isOver && !this.#isAtRest(trade, look) ? this.#withAccount(trade, look) : look;
  }

  /** What the home's own peer has of the auction; undefined where it has none. */
  async ownLook(trade: TradeEntry): Promise<AuctionLook | undefined> {
    return await this.#lookAt(this.#parts.ledger, trade);
  }

  async #lookAt({ market }: AuctionPeer, trade: TradeEntry): Promise<AuctionLook | undefined> {
    const { auctionId, side } = trade;
    const view = await orUnknown(market.getAuction({ auctionId }), /^AUCTION_UNKNOWN$/);
    // Without a pseudonym nothing of this home's can stand there: no tag is empty.
    const tag = this.#parts.pseudonyms.ticket(trade)?.ticket.tag ?? '';
    return view === undefined ? undefined : lookOfAuction(view, { side, tag });
  }

  /** The pseudonym's client settles first what became of what it sent: else it would be let go of as too late, or sent again. */
  async #isSent(trade: TradeEntry): Promise<boolean> {
    const pseudonym = await this.#parts.pseudonyms.of(trade);
    if (pseudonym === undefined) return false;
    const look = await this.#lookAt(pseudonym.ledger, trade);
    return look !== undefined && look.mine !== 'absent';
  }

  /**
   * Adds what lies in the pseudonym's account. Only the community's peer tells of that, and of an account that is empty it is believed
   * once it has of the end what the home's own peer has: what the auction pays may not have come into the account there.
   */
  async #withAccount(trade: TradeEntry, look: AuctionLook): Promise<AuctionLook> {
    const { pseudonyms } = this.#parts;
    const { tradeId } = trade;
    const pseudonym = await pseudonyms.of(trade);
    // Nothing can be brought home with a certificate that has expired.
    if (pseudonym === undefined) return look;
    const there = await this.#lookAt(pseudonym.ledger, trade);
    const isEmpty = await pseudonyms.isEmpty(trade);
    const isDone = isEmpty && there?.phase === 'settled' && there.heldUntil === look.heldUntil;
    if (isDone) this.#atRest.add(tradeId);
    else this.#atRest.delete(tradeId);
    return { ...look, isReleased: look.isReleased && isDone, ...(!isEmpty && { hasTokens: true }) };
  }

  /** A sale is held for weeks, of which nothing comes: asked every few seconds, its pseudonym's connections would say who is there. */
  #isAtRest({ tradeId }: TradeEntry, { heldUntil }: AuctionLook): boolean {
    return heldUntil !== undefined && this.#parts.now() < heldUntil && this.#atRest.has(tradeId);
  }
}

/** Of a buyer's auction that is there it is settled whose it is; and a bid that came before the bidding was closed is there. */
function mayBeOnItsWay({ side }: TradeEntry, look: AuctionLook | undefined): boolean {
  return look === undefined || (side === 'sell' && look.mine === 'absent' && look.phase === 'bidding');
}

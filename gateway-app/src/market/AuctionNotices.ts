import type { AuctionSummary, CommunityRecord } from '@acequia/protocol';
import type { Letters } from '../channel/Letters.js';
import type { CommunityBook } from '../delegation/CommunityBook.js';
import { coinsOfHome } from '../registrar/coinsOfHome.js';
import type { Pseudonyms } from '../registrar/Pseudonyms.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import type { Subscriber, Subscriptions } from './Subscriptions.js';
import { wantsNotice } from './wantsNotice.js';

/** How far into the ledger auctions have been told of. */
const READER = 'auctions';
/** Auctions that are told of in one transaction of the book. */
const AT_ONCE = 100;

/** Those who keep the book. */
export interface NoticeParts {
  readonly book: CommunityBook;
  readonly pseudonyms: Pick<Pseudonyms, 'ofKey' | 'usedAccounts'>;
  readonly subscriptions: Pick<Subscriptions, 'list'>;
  readonly letters: Pick<Letters, 'write' | 'isFull'>;
}

/**
 * Tells homes of auctions that match what they subscribed to (paper 000 §5.3, determination), in sealed letters, which are all of one
 * length. The letters and how far the ledger was read are written in one transaction: each home hears once.
 */
export class AuctionNotices {
  readonly #context: Pick<CommunityContext, 'model' | 'now' | 'log'>;
  readonly #parts: NoticeParts;

  constructor(context: Pick<CommunityContext, 'model' | 'now' | 'log'>, parts: NoticeParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Synchronous at heart: nothing of it waits for the ledger. */
  step(): Promise<void> {
    const { model, log } = this.#context;
    const { book } = this.#parts;
    const community = model.registry.community();
    const opened = model.market.openedBehind(book.placeOf(READER), AT_ONCE);
    const last = opened.at(-1);
    if (community === undefined || last === undefined) return Promise.resolve();
    book.transaction(() => {
      for (const { auction } of opened) this.#tell(auction, community);
      book.moveTo(READER, last);
    });
    // How many were told would say how many could sell.
    log.info({ auctions: opened.length }, 'homes were told of auctions');
    return Promise.resolve();
  }

  #tell(auction: AuctionSummary, community: CommunityRecord): void {
    const { model, now } = this.#context;
    const { pseudonyms, subscriptions, letters } = this.#parts;
    // After an outage: who could not bid any more need not know.
    if (auction.phase !== 'bidding' || now(community) >= auction.biddingEndsAt) return;
    const buyerHome = pseudonyms.ofKey(auction.buyer.keyHash)?.homeId;
    const { auctionId, periodId, resource, lots, biddingEndsAt } = auction;
    for (const subscriber of subscriptions.list()) {
      const { homeId } = subscriber;
      if (model.registry.home(homeId)?.status !== 'active' || letters.isFull(homeId)) continue;
      if (!this.#wants(auction, buyerHome, subscriber)) continue;
      letters.write(homeId, { type: 'auctionOpened', auctionId, periodId, resource, lots, biddingEndsAt });
    }
  }

  #wants(auction: AuctionSummary, buyerHome: string | undefined, subscriber: Subscriber): boolean {
    const { model } = this.#context;
    const { homeId } = subscriber;
    const period = model.quota.period(auction.periodId);
    if (period === undefined || period.closedAt !== undefined) return false;
    return wantsNotice(auction, buyerHome, {
      subscriber,
      coins: coinsOfHome(model, homeId, period, auction.resource),
      used: this.#parts.pseudonyms.usedAccounts(homeId),
    });
  }
}

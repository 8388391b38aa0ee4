import type { KeyObject } from 'node:crypto';
import {
  calendarDay,
  CodedError,
  leftOpenings,
  openingDueAt,
  openPriceOpening,
  resourceSchema,
  type AuctionView,
  type LeftOpening,
} from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { openForAuditor } from '../dispute/openForAuditor.js';
import type { AuctionRelease, ReleasedOpening } from './AuctionRelease.js';
import { everyAuction } from './everyAuction.js';

/** What was left of no use any more between the look and the opening. */
const OVERTAKEN: Readonly<Record<string, 'opened' | 'late'>> = {
  BID_REVEAL_EXISTS: 'opened',
  MAX_PRICE_EXISTS: 'opened',
  PHASE_LATE: 'late',
};

export interface OpeningDeskParts {
  /** As the auditor. */
  readonly ledger: {
    readonly market: Pick<
      CommunityLedger['market'],
      'listAuctions' | 'getAuction' | 'depositMaxPrice' | 'revealBid'
    >;
  };
  /** The auditor's private operation keys, the newest first. */
  readonly keys: readonly KeyObject[];
  /** `sealingDomain`. */
  readonly domain: string;
  /** Of the community's calendar. */
  readonly zone: string;
  /** Ledger seconds. */
  readonly now: () => number;
}

/**
 * Opens the prices of traders who left their openings with this auditor and are off line. All that it goes by is on the ledger: a pass
 * may be made again at any time, and after a crash.
 */
export class OpeningDesk {
  readonly #parts: OpeningDeskParts;

  constructor(parts: OpeningDeskParts) {
    this.#parts = parts;
  }

  /**
   * Opens what is due. Nothing is unsealed while bids are taken.
   *
   * @param auctionId of one auction; all of the running period whose prices are being opened when absent.
   * @throws LedgerError AUCTION_UNKNOWN, ROLE_DENIED …
   */
  async release(auctionId?: string): Promise<AuctionRelease[]> {
    const releases: AuctionRelease[] = [];
    for (const each of auctionId === undefined ? await this.#revealing() : [auctionId]) {
      releases.push(await this.#releaseIn(each));
    }
    return releases;
  }

  /** An auction is over before its period is: those of periods before have no price to open. */
  async #revealing(): Promise<string[]> {
    const { ledger, zone, now } = this.#parts;
    const { id: day } = calendarDay(now(), zone);
    const places = [day.slice(0, 7), day].flatMap((periodId) =>
      resourceSchema.options.map((resource) => ({ periodId, resource })),
    );
    const auctions = await Promise.all(places.map(async (place) => everyAuction(ledger, place)));
    return auctions
      .flat()
      .filter(({ phase }) => phase === 'reveal')
      .map(({ auctionId }) => auctionId);
  }

  async #releaseIn(auctionId: string): Promise<AuctionRelease> {
    const auction = await this.#parts.ledger.market.getAuction({ auctionId });
    const { resource, periodId, phase, revealEndsAt } = auction;
    const dueAt = openingDueAt(auction);
    const place = { auctionId, resource, periodId, phase, revealEndsAt, dueAt };
    if (phase !== 'reveal') return { ...place, openings: [], others: 0 };
    const { left, wrong, others } = this.#unseal(auction);
    const openings: ReleasedOpening[] = wrong.map(({ place: { side, tag }, code }) => ({
      side,
      tag,
      state: 'wrong',
      code,
    }));
    for (const each of left) {
      const { side, tag } = each.place;
      openings.push({ side, tag, state: this.#parts.now() < dueAt ? 'waits' : await this.#open(each) });
    }
    return { ...place, openings, others };
  }

  #unseal(auction: AuctionView): ReturnType<typeof leftOpenings> {
    const { keys, domain } = this.#parts;
    return leftOpenings(auction, (place, sealed) =>
      openForAuditor(keys, (key) => openPriceOpening({ ...place, domain }, sealed, key)),
    );
  }

  async #open({ place, opening }: LeftOpening): Promise<'released' | 'opened' | 'late'> {
    const { market } = this.#parts.ledger;
    const { side, auctionId, tag } = place;
    try {
      if (side === 'buyer') await market.depositMaxPrice({ auctionId, ...opening });
      else await market.revealBid({ auctionId, tag, ...opening });
      return 'released';
    } catch (error) {
      const overtaken = error instanceof CodedError ? OVERTAKEN[error.code] : undefined;
      if (overtaken === undefined) throw error;
      return overtaken;
    }
  }
}

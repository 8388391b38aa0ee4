import type { KeyObject } from 'node:crypto';
import {
  calendarDay,
  CodedError,
  leftOpenings,
  openPriceOpening,
  type AuctionSummary,
  type AuctionView,
  type LeftOpening,
} from '@acequia/protocol';
import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import { openForAuditor } from '../dispute/openForAuditor.js';
import type { AuctionRelease, ReleasedOpening } from './AuctionRelease.js';
import { endsReleasing } from './endsReleasing.js';
import { everyAuction } from './everyAuction.js';
import { standingOfPrices } from './standingOfPrices.js';

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
    readonly quota: Pick<CommunityLedger['quota'], 'getPeriod'>;
  };
  /** The auditor's private operation keys as they are now, the newest first: asked for in each pass. */
  readonly keys: () => Promise<readonly KeyObject[]>;
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
   * Opens what is due. Nothing is unsealed while bids are taken, or once it is of no use. What fails in one auction, or for one opening,
   * is named and keeps no other waiting.
   *
   * @param auctionId of one auction; all of the running period whose prices are being opened when absent.
   * @throws LedgerError AUCTION_UNKNOWN; what `endsReleasing` names; CodedError of the key store.
   */
  async release(auctionId?: string): Promise<AuctionRelease[]> {
    const keys = await this.#parts.keys();
    if (auctionId !== undefined) return [await this.#releaseIn(await this.#look(auctionId), keys)];
    const releases: AuctionRelease[] = [];
    for (const summary of await this.#revealing()) releases.push(await this.#tryIn(summary, keys));
    return releases;
  }

  /** An auction is over before its period is: those of periods before have no price to open. @returns the first to end first. */
  async #revealing(): Promise<AuctionSummary[]> {
    const { ledger, zone, now } = this.#parts;
    const { id: day } = calendarDay(now(), zone);
    const periods = await Promise.all(
      [day.slice(0, 7), day].map(async (periodId) =>
        orUnknown(ledger.quota.getPeriod({ periodId }), /^PERIOD_UNKNOWN$/),
      ),
    );
    // Slots of power are markets of their own: which there are, a period's contracts say.
    const places = periods
      .filter((period) => period !== undefined)
      .flatMap(({ periodId, contracts }) => contracts.map(({ resource }) => ({ periodId, resource })));
    const auctions = await Promise.all(places.map(async (place) => everyAuction(ledger, place)));
    return auctions
      .flat()
      .filter(({ phase }) => phase === 'reveal')
      .sort((a, b) => a.revealEndsAt - b.revealEndsAt);
  }

  async #look(auctionId: string): Promise<AuctionView> {
    return this.#parts.ledger.market.getAuction({ auctionId });
  }

  async #tryIn(summary: AuctionSummary, keys: readonly KeyObject[]): Promise<AuctionRelease> {
    try {
      return await this.#releaseIn(await this.#look(summary.auctionId), keys);
    } catch (error) {
      return { ...placeOf(summary), failure: codeOf(error), openings: [], others: 0 };
    }
  }

  async #releaseIn(auction: AuctionView, keys: readonly KeyObject[]): Promise<AuctionRelease> {
    const standing = standingOfPrices(auction, this.#parts.now());
    if ('idle' in standing) return { ...placeOf(auction), ...standing, openings: [], others: 0 };
    const { left, wrong, others } = this.#unseal(auction, keys);
    const openings: ReleasedOpening[] = wrong.map(({ place: { side, tag }, code }) => ({
      side,
      tag,
      state: 'wrong',
      code,
    }));
    for (const each of left) {
      const { side, tag } = each.place;
      openings.push({ side, tag, ...(await this.#open(each, auction)) });
    }
    return { ...placeOf(auction), ...standing, openings, others };
  }

  #unseal(auction: AuctionView, keys: readonly KeyObject[]): ReturnType<typeof leftOpenings> {
    const { domain } = this.#parts;
    return leftOpenings(auction, (place, sealed) =>
      openForAuditor(keys, (key) => openPriceOpening({ ...place, domain }, sealed, key)),
    );
  }

  /** Each opening takes its time: how the auction stands is asked for each. */
  async #open(
    { place, opening }: LeftOpening,
    auction: AuctionView,
  ): Promise<Pick<ReleasedOpening, 'state' | 'code'>> {
    const { ledger, now } = this.#parts;
    const { side, auctionId, tag } = place;
    const at = now();
    const standing = standingOfPrices(auction, at);
    if ('idle' in standing) return { state: 'late' };
    if (at < standing.dueAt) return { state: 'waits' };
    try {
      if (side === 'buyer') await ledger.market.depositMaxPrice({ auctionId, ...opening });
      else await ledger.market.revealBid({ auctionId, tag, ...opening });
      return { state: 'released' };
    } catch (error) {
      const code = codeOf(error);
      const state = OVERTAKEN[code];
      return state === undefined ? { state: 'failed', code } : { state };
    }
  }
}

function placeOf(
  auction: AuctionSummary,
): Pick<AuctionRelease, 'auctionId' | 'resource' | 'periodId' | 'phase' | 'revealEndsAt'> {
  const { auctionId, resource, periodId, phase, revealEndsAt } = auction;
  return { auctionId, resource, periodId, phase, revealEndsAt };
}

/** @throws what is no failure of one opening or auction alone. */
function codeOf(error: unknown): string {
  if (!(error instanceof CodedError) || endsReleasing(error)) throw error;
  return error.code;
}

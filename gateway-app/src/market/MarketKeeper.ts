import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CodedError,
  deliveryDueAt,
  dueAuctionStep,
  type AuctionSummary,
  type CommunityRecord,
  type DeliveryView,
} from '@acequia/protocol';
import type { Committed, CommunityLedger } from '@acequia/protocol/fabric';
import { Attempts } from '../services/Attempts.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import { takeInTurns } from './takeInTurns.js';

/** What the keeper works with. */
export interface KeeperContext extends Pick<
  CommunityContext,
  'model' | 'isCurrent' | 'reached' | 'config' | 'log' | 'now'
> {
  readonly ledger: {
    readonly market: Pick<
      CommunityLedger['market'],
      'closeBidding' | 'closeReveals' | 'settle' | 'releaseDelivery'
    >;
  };
}

/** Steps that are under way at once. */
const AT_ONCE = 20;
/** Somebody else was first, or the ledger's clock is a little behind ours: the next look at the ledger tells. */
const DONE_ALREADY: ReadonlySet<string> = new Set([
  'AUCTION_SETTLED',
  'DELIVERY_HELD',
  'DELIVERY_RELEASED',
  'PHASE_EARLY',
  'PHASE_LATE',
]);

/**
 * Does for the market's auctions what anybody may do when it is due, should nobody else: closes phases, settles, and pays
 * deliveries out. One auction holds up no other, and everything may be done again.
 */
export class MarketKeeper {
  readonly #context: KeeperContext;
  readonly #attempts: Attempts;

  constructor(context: KeeperContext) {
    this.#context = context;
    this.#attempts = new Attempts(context.log);
  }

  async step(): Promise<void> {
    const { model, isCurrent, now } = this.#context;
    const community = model.registry.community();
    // A read model that lags behind would have all of the past's auctions closed once more.
    if (community === undefined || !(await isCurrent())) return;
    const due = model.market.unsettled().filter((auction) => this.#stepOf(auction, community) !== undefined);
    const ripe = model.market.held().filter((delivery) => isDue(delivery, now(community)));
    await takeInTurns(AT_ONCE, [
      ...due.map((auction) => () => this.#advance(auction, community)),
      ...ripe.map((delivery) => () => this.#release(delivery)),
    ]);
  }

  #stepOf(auction: AuctionSummary, community: CommunityRecord): ReturnType<typeof dueAuctionStep> {
    return dueAuctionStep(auction, this.#context.now(community));
  }

  async #advance({ auctionId }: AuctionSummary, community: CommunityRecord): Promise<void> {
    const { model, ledger, log } = this.#context;
    await this.#attempts.attempt(`auction ${auctionId}`, async () => {
      await this.#leaveToOthers();
      const auction = model.market.auction(auctionId);
      const step = auction && this.#stepOf(auction, community);
      if (step === undefined) return;
      await this.#take(() => ledger.market[step]({ auctionId }));
      log.info({ auctionId, step }, 'an auction was taken on');
    });
  }

  async #release({ auctionId, tag }: DeliveryView): Promise<void> {
    const { ledger, log } = this.#context;
    await this.#attempts.attempt(`delivery ${auctionId} ${tag}`, async () => {
      await this.#leaveToOthers();
      await this.#take(() => ledger.market.releaseDelivery({ auctionId, tag }));
      log.info({ auctionId }, 'a sale was paid out');
    });
  }

  /** So that not all who may do what is due do so at once. */
  async #leaveToOthers(): Promise<void> {
    await sleep(randomInt(this.#context.config.community.closeDelayMs + 1));
  }

  async #take(send: () => Promise<Committed>): Promise<void> {
    try {
      const { blockNumber } = await send();
      await this.#context.reached(blockNumber);
    } catch (error) {
      if (!(error instanceof CodedError) || !DONE_ALREADY.has(error.code)) throw error;
    }
  }
}

function isDue(delivery: DeliveryView, now: number): boolean {
  const dueAt = deliveryDueAt(delivery);
  return dueAt !== undefined && now >= dueAt;
}

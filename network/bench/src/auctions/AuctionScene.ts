import { join } from 'node:path';
import { random16Hex } from '@acequia/protocol';
import type { LedgerTransaction } from '@acequia/protocol/fabric';
import { TradingFloor, type Seat, type Stall, type TestCommunity } from '@acequia/network/acceptance';
import type { Site } from '../networks/Site.js';
import { processorSeconds } from '../sealing/processorSeconds.js';

/** Bids of each auction. */
const BIDS = 40;
const LOTS = 10;
/** C, tokens (minor units) a lot. */
const EXCESS_PRICE = 1000;
const MAX_PRICE = 900;
/** For payments, tokens. */
const CHANGE = 1000;
const MONTH = 30 * 86_400;
const MARKET = { periodId: '2016-10', resource: 'water' } as const;
/** Payments that meet in one account. */
const MEETING = 8;
/** What a transaction is called that came too late for what it had read. */
const CONFLICTS: ReadonlySet<string> = new Set(['MVCC_READ_CONFLICT', 'PHANTOM_READ_CONFLICT']);

/** What one auction came to. */
export interface AuctionCounts {
  /** Transactions that were found invalid because another one had changed what they had read. */
  readonly conflicts: number;
  /** Blocks from the end of each phase until it was closed, and at last settled. */
  readonly blocksBeyond: number;
  /** Blocks from the offer to the settlement. */
  readonly blocks: number;
  /** Processor time, ms, a bid: of offer, bids, prices, closings and settlement, without the waits between. */
  readonly bidMs: number;
}

/** A community with a buyer and forty sellers, who hold one auction after another. */
export class AuctionScene {
  readonly #site: Site;
  readonly #community: TestCommunity;
  readonly #floor: TradingFloor;
  readonly #stalls: readonly Stall[];
  readonly #pids: readonly number[];

  private constructor(
    site: Site,
    community: TestCommunity,
    { floor, stalls, pids }: { floor: TradingFloor; stalls: readonly Stall[]; pids: readonly number[] },
  ) {
    this.#site = site;
    this.#community = community;
    this.#floor = floor;
    this.#stalls = stalls;
    this.#pids = pids;
  }

  /**
   * Gives everybody the lots and tokens of so many auctions.
   *
   * @param phaseSeconds of bidding, and of opening prices. @param folder for journals; absolute.
   */
  static async prepare(
    site: Site,
    { auctions, phaseSeconds, folder }: { auctions: number; phaseSeconds: number; folder: string },
  ): Promise<AuctionScene> {
    const community = await site.community();
    const floor = new TradingFloor(site.network.description, community, join(folder, 'traders'));
    const stalls = await floor.open(BIDS + 1);
    // Bonds come back as credits, which nobody folds in here.
    await floor.fund(stalls, auctions * LOTS * EXCESS_PRICE + CHANGE);
    const { quota, market } = community.operator.ledger;
    const holdings = stalls.slice(1).map(({ quotaAccountId }) => ({
      accountId: quotaAccountId,
      resource: MARKET.resource,
      lots: auctions,
    }));
    await quota.openPeriod({
      periodId: MARKET.periodId,
      start: community.clock.origin,
      end: community.clock.origin + MONTH,
      contracts: [{ resource: MARKET.resource, lotSize: '100', lots: BIDS * auctions }],
      holdings,
    });
    await market.setMarket({
      ...MARKET,
      excessPrice: String(EXCESS_PRICE),
      depositRatioBp: 5000,
      deadEndPenaltyBp: 1000,
      biddingSeconds: phaseSeconds,
      revealSeconds: phaseSeconds,
      claimSeconds: 86_400,
      disputeSeconds: 86_400,
      maxLots: LOTS,
    });
    const pids = (await site.network.status()).flatMap(({ pid }) => pid ?? []);
    return new AuctionScene(site, community, { floor, stalls, pids });
  }

  /** Holds an auction of forty bids, all of which are made, and opened, at once. */
  async hold(): Promise<AuctionCounts> {
    const { operator } = this.#community;
    const { market } = operator.ledger;
    const [buyer, ...sellers] = this.#seats();
    if (buyer === undefined) throw new Error('somebody buys');
    const { auctionId } = buyer;
    let seconds = 0;
    const timed = async <T>(work: () => Promise<T>): Promise<T> => {
      this.#site.signal.throwIfAborted();
      const before = await processorSeconds(this.#pids);
      const done = await work();
      seconds += (await processorSeconds(this.#pids)) - before;
      return done;
    };
    const opened = await timed(() => this.#floor.offer(buyer, MARKET, LOTS, LOTS * EXCESS_PRICE));
    await timed(() => Promise.all(sellers.map((seat) => this.#floor.bid(seat, 1, LOTS * EXCESS_PRICE))));
    const { biddingEndsAt, revealEndsAt } = await market.getAuction({ auctionId });
    const bidding = await this.#heightAt(biddingEndsAt);
    const closed = await timed(() => market.closeBidding({ auctionId }));
    await timed(() =>
      Promise.all([this.#floor.deposit(buyer), ...sellers.map((seat) => this.#floor.reveal(seat))]),
    );
    const revealing = await this.#heightAt(revealEndsAt);
    const settled = await timed(async () => {
      await market.closeReveals({ auctionId });
      return await market.settle({ auctionId });
    });
    return {
      conflicts: await this.#conflicts(opened.blockNumber, settled.blockNumber),
      blocksBeyond: closed.blockNumber - bidding + 1 + (settled.blockNumber - revealing + 1),
      blocks: settled.blockNumber - opened.blockNumber + 1,
      bidMs: (seconds * 1000) / BIDS,
    };
  }

  /** Payments by the same forty, each out of its own account: processor time, ms, of two. */
  async payTwice(): Promise<number> {
    const before = await processorSeconds(this.#pids);
    for (const amount of ['1', '2']) {
      await Promise.all(
        this.#stalls.slice(1).map(async ({ accountId, client }) => {
          const to = this.#community.treasury.accountId;
          await client.ledger.token.transfer({ from: accountId, to, amount, fold: [] });
        }),
      );
    }
    return (((await processorSeconds(this.#pids)) - before) * 1000) / BIDS;
  }

  /** Payments at once out of one account, which all touch its balance: how many had to be made again. */
  async meet(): Promise<number> {
    const { operator, treasury } = this.#community;
    const from = treasury.accountId;
    const paid = await Promise.all(
      this.#stalls.slice(0, MEETING).map(async ({ accountId }) => {
        return await operator.ledger.token.transfer({ from, to: accountId, amount: '1', fold: [] });
      }),
    );
    const blocks = paid.map(({ blockNumber }) => blockNumber);
    return await this.#conflicts(Math.min(...blocks), Math.max(...blocks));
  }

  close(): void {
    this.#floor.close();
  }

  #seats(): Seat[] {
    const auctionId = random16Hex();
    return this.#stalls.map((stall, index) =>
      this.#floor.seat(stall, {
        side: index === 0 ? 'buyer' : 'seller',
        auctionId,
        home: `home ${String(index)}`,
        price: index === 0 ? MAX_PRICE : 200 + ((17 * index) % BIDS),
      }),
    );
  }

  /** How many blocks there are when a phase ends. */
  async #heightAt(time: number): Promise<number> {
    await this.#community.reach(time);
    return await this.#community.operator.client.height();
  }

  async #conflicts(from: number, to: number): Promise<number> {
    const all: LedgerTransaction[] = [];
    for await (const { number, transactions } of this.#community.operator.client.blocks({
      startBlock: from,
    })) {
      all.push(...transactions);
      if (number >= to) break;
    }
    return all.filter(({ validationCode }) => CONFLICTS.has(validationCode)).length;
  }
}

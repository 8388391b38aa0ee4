import { random16Hex, type QuotaResource } from '@acequia/protocol';
import { secondsOf } from '../harness/secondsOf.js';
import type { EndedSale, PlannedSale, Sale } from './Sale.js';
import type { Stall } from './Stall.js';
import { SPEED, type MarketTown } from './MarketTown.js';

/** C: tokens (minor units) a lot. */
export const EXCESS_PRICE = 1000;
/** What each pseudonym gets: the bond of ten lots. */
export const FUNDS = 10 * EXCESS_PRICE;
export const DEPOSIT_RATIO_BP = 5000;
export const DEAD_END_PENALTY_BP = 1000;
/** A phase takes so long at least, by the clock. */
const SHORTEST_PHASE_SECONDS = 4;

/** A period in which many auctions are held at once. */
export class MarketDay {
  readonly periodId = '2016-10';
  readonly #town: MarketTown;
  #phaseSeconds = SHORTEST_PHASE_SECONDS;
  #periodEnd = 0;

  constructor(town: MarketTown) {
    this.#town = town;
  }

  /** When the period is over, and breaches can be claimed: ledger seconds. */
  get periodEnd(): number {
    return this.#periodEnd;
  }

  /** How long a breach can be claimed, and a claim be disputed: ledger seconds. */
  get claimSeconds(): number {
    return this.#phaseSeconds * SPEED;
  }

  /** From then on nothing can be claimed any more. */
  get claimsEnd(): number {
    return this.#periodEnd + this.claimSeconds;
  }

  /**
   * Opens and funds a pseudonym for each side of each sale. Phases are made as long as that takes: their transactions are no
   * more, so that they are long enough on a slow machine too.
   *
   * @returns buyer first, then sellers, sale by sale.
   */
  async gather(plans: readonly PlannedSale[]): Promise<Stall[][]> {
    const { floor } = this.#town;
    const groups = plans.map(({ bids }) => bids.length + 1);
    let stalls: Stall[] = [];
    const seconds = await secondsOf(async () => {
      stalls = await floor.open(groups.reduce((sum, count) => sum + count, 0));
      await floor.fund(stalls, FUNDS);
    });
    this.#phaseSeconds = Math.max(SHORTEST_PHASE_SECONDS, seconds);
    return groups.map((count) => stalls.splice(0, count));
  }

  /** Opens the period, with the sellers' lots in their accounts, and its markets. */
  async open(plans: readonly PlannedSale[], groups: readonly (readonly Stall[])[]): Promise<void> {
    const { community } = this.#town;
    const { ledger } = community.operator;
    const holdings = plans.flatMap(({ resource, bids }, index) =>
      bids.map(({ lots }, bidder) => ({
        accountId: groups[index]?.[bidder + 1]?.quotaAccountId ?? '',
        resource,
        lots,
      })),
    );
    const resources = [...new Set(plans.map(({ resource }) => resource))];
    // Offers, bids, prices and settlements, and what is looked at before it ends: each takes a phase at most.
    this.#periodEnd = community.now() + 5 * this.#phaseSeconds * SPEED;
    await ledger.quota.openPeriod({
      periodId: this.periodId,
      start: community.clock.origin,
      end: this.#periodEnd,
      contracts: resources.map((resource) => ({
        resource,
        lotSize: '100',
        lots: lotsIn(holdings, resource),
      })),
      holdings,
    });
    await Promise.all(
      resources.map((resource) =>
        ledger.market.setMarket({
          periodId: this.periodId,
          resource,
          excessPrice: String(EXCESS_PRICE),
          depositRatioBp: DEPOSIT_RATIO_BP,
          deadEndPenaltyBp: DEAD_END_PENALTY_BP,
          biddingSeconds: this.#phaseSeconds * SPEED,
          revealSeconds: this.#phaseSeconds * SPEED,
          claimSeconds: this.claimSeconds,
          disputeSeconds: this.claimSeconds,
          maxLots: 20,
        }),
      ),
    );
    await this.#town.settled();
  }

  /** Opens an auction for a sale; its home has a tag there that it has nowhere else. */
  async offer(plan: PlannedSale, [first, ...others]: readonly Stall[], home: string): Promise<Sale> {
    if (first === undefined) throw new Error('a sale has a buyer');
    const { floor } = this.#town;
    const auctionId = random16Hex();
    const buyer = floor.seat(first, { side: 'buyer', auctionId, home, price: plan.maxPrice });
    const { resource, lots } = plan;
    await floor.offer(buyer, { periodId: this.periodId, resource }, lots, lots * EXCESS_PRICE);
    const sellers = plan.bids.map(({ price }, index) => {
      const stall = others[index];
      if (stall === undefined) throw new Error('each bid has a bidder');
      return floor.seat(stall, { side: 'seller', auctionId, home: `bidder ${String(index)}`, price });
    });
    return { plan, auctionId, buyer, sellers };
  }

  /** Holds an auction from its bids to its settlement; phases are closed by a household. */
  async hold(sale: Sale): Promise<EndedSale> {
    const { community, floor } = this.#town;
    const { plan, auctionId, buyer, sellers } = sale;
    const { market } = community.home('SH2').ledger;
    const bond = plan.lots * EXCESS_PRICE;
    await Promise.all(sellers.map((seat, index) => floor.bid(seat, plan.bids[index]?.lots ?? 0, bond)));
    const { biddingEndsAt, revealEndsAt } = await market.getAuction({ auctionId });
    await community.reach(biddingEndsAt);
    await market.closeBidding({ auctionId });
    const openers = sellers.filter((_, index) => plan.bids[index]?.isWithheld !== true);
    await Promise.all([
      ...(plan.isUndeposited === true ? [] : [floor.deposit(buyer)]),
      ...openers.map((seat) => floor.reveal(seat)),
    ]);
    await community.reach(revealEndsAt);
    await market.closeReveals({ auctionId });
    await this.#town.settled();
    await market.settle({ auctionId });
    return { ...sale, view: await market.getAuction({ auctionId }) };
  }
}

function lotsIn(
  holdings: readonly { readonly resource: QuotaResource; readonly lots: number }[],
  resource: QuotaResource,
): number {
  return holdings.filter((each) => each.resource === resource).reduce((sum, { lots }) => sum + lots, 0);
}

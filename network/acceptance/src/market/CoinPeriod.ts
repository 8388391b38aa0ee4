import { calendarDay, random16Hex, type Holding, type QuotaResource } from '@acequia/protocol';
import { HOME_NAMES, type HomeName } from '../harness/HomeName.js';
import { newAccountId } from '../harness/openPeriod.js';
import type { TestCommunity } from '../harness/TestCommunity.js';

/** Litres, or W. */
export const LOT = 100;
const MAIN = 40;
const COINS = [1, 2, 4, 8] as const;

/** A period in which homes hold water, and perhaps power, in a main account and coins of each resource. */
export class CoinPeriod {
  readonly periodId: string;
  /** Ledger seconds. */
  readonly end: number;
  readonly #community: TestCommunity;
  readonly #resources: readonly QuotaResource[];
  /** The accounts that each home was told of, the main one first. */
  readonly #accounts: Readonly<Record<HomeName, readonly string[]>>;

  private constructor(
    community: TestCommunity,
    { periodId, end }: { readonly periodId: string; readonly end: number },
    resources: readonly QuotaResource[],
  ) {
    this.#community = community;
    this.periodId = periodId;
    this.end = end;
    this.#resources = resources;
    const accounts = (): string[] => [newAccountId(), ...resources.flatMap(() => COINS.map(newAccountId))];
    this.#accounts = { SH1: accounts(), SH2: accounts(), SH3: accounts() };
  }

  /**
   * Opens the month that the ledger's clock is in, which ends early.
   *
   * @param seconds how long it still lasts, by the ledger's clock.
   */
  static async open(
    community: TestCommunity,
    seconds: number,
    resources: readonly QuotaResource[] = ['water'],
  ): Promise<CoinPeriod> {
    const now = community.now();
    const { timeZone } = await community.operator.ledger.registry.getCommunity();
    const periodId = calendarDay(now, timeZone).id.slice(0, 7);
    const period = new CoinPeriod(community, { periodId, end: now + seconds }, resources);
    await period.#open(community.clock.origin);
    return period;
  }

  /** What a home's accounts hold of a resource together, lots, with those that the community has told it of later. */
  async heldBy(homeId: HomeName, resource: QuotaResource = 'water'): Promise<number> {
    const { quota } = this.#community.home(homeId).ledger;
    const { accountId, coins = [] } = await quota.getQuotaAccount({ homeId });
    const own = new Set([accountId, ...coins]);
    const holdings = await quota.getHoldings({ periodId: this.periodId });
    return holdings
      .filter((holding) => holding.resource === resource && own.has(holding.accountId))
      .reduce((sum, holding) => sum + holding.lots, 0);
  }

  async #open(start: number): Promise<void> {
    const { quota } = this.#community.operator.ledger;
    const lots = [MAIN, ...COINS].reduce((sum, each) => sum + each, 0) * HOME_NAMES.length;
    await quota.openPeriod({
      periodId: this.periodId,
      start,
      end: this.end,
      contracts: this.#resources.map((resource) => ({ resource, lotSize: String(LOT), lots })),
      holdings: HOME_NAMES.flatMap((homeId) =>
        this.#resources.flatMap((resource, place) => this.#holdingsOf(homeId, resource, place)),
      ),
    });
    await Promise.all(HOME_NAMES.map((homeId) => this.#assign(homeId)));
  }

  /** @param place of the resource: the coins of each are accounts of their own. */
  #holdingsOf(homeId: HomeName, resource: QuotaResource, place: number): Holding[] {
    const [main = '', ...coins] = this.#accounts[homeId];
    const of = coins.slice(place * COINS.length, (place + 1) * COINS.length);
    return [
      { accountId: main, resource, lots: MAIN },
      ...of.map((accountId, index) => ({ accountId, resource, lots: COINS[index] ?? 0 })),
    ];
  }

  async #assign(homeId: HomeName): Promise<void> {
    const [accountId, ...coins] = this.#accounts[homeId];
    if (accountId === undefined) throw new Error('a home has a main account');
    const { quota } = this.#community.operator.ledger;
    await quota.assignAccount({ homeId }, { quotaAccount: { accountId, coins, salt: random16Hex() } });
  }
}

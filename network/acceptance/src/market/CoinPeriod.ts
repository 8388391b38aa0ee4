import { calendarDay, random16Hex } from '@acequia/protocol';
import { HOME_NAMES, type HomeName } from '../harness/HomeName.js';
import { newAccountId } from '../harness/openPeriod.js';
import type { TestCommunity } from '../harness/TestCommunity.js';

/** Litres. */
export const LOT = 100;
const MAIN = 40;
const COINS = [1, 2, 4, 8] as const;

/** A period in which homes hold their water in a main account and coins. */
export class CoinPeriod {
  readonly periodId: string;
  /** Ledger seconds. */
  readonly end: number;
  readonly #community: TestCommunity;
  /** The accounts that each home was told of, the main one first. */
  readonly #accounts: Readonly<Record<HomeName, readonly string[]>>;

  private constructor(community: TestCommunity, period: { readonly periodId: string; readonly end: number }) {
    this.#community = community;
    this.periodId = period.periodId;
    this.end = period.end;
    const accounts = (): string[] => [MAIN, ...COINS].map(newAccountId);
    this.#accounts = { SH1: accounts(), SH2: accounts(), SH3: accounts() };
  }

  /**
   * Opens the month that the ledger's clock is in, which ends early.
   *
   * @param seconds how long it still lasts, by the ledger's clock.
   */
  static async open(community: TestCommunity, seconds: number): Promise<CoinPeriod> {
    const now = community.now();
    const { timeZone } = await community.operator.ledger.registry.getCommunity();
    const periodId = calendarDay(now, timeZone).id.slice(0, 7);
    const period = new CoinPeriod(community, { periodId, end: now + seconds });
    await period.#open(community.clock.origin);
    return period;
  }

  /** What a home's accounts hold together, lots, with those that the community has told it of later. */
  async heldBy(homeId: HomeName): Promise<number> {
    const { quota } = this.#community.home(homeId).ledger;
    const { accountId, coins = [] } = await quota.getQuotaAccount({ homeId });
    const own = new Set([accountId, ...coins]);
    const holdings = await quota.getHoldings({ periodId: this.periodId });
    return holdings
      .filter((holding) => own.has(holding.accountId))
      .reduce((sum, holding) => sum + holding.lots, 0);
  }

  async #open(start: number): Promise<void> {
    const { quota } = this.#community.operator.ledger;
    const sizes = [MAIN, ...COINS];
    const each = sizes.reduce((sum, lots) => sum + lots, 0);
    await quota.openPeriod({
      periodId: this.periodId,
      start,
      end: this.end,
      contracts: [{ resource: 'water', lotSize: String(LOT), lots: each * HOME_NAMES.length }],
      holdings: HOME_NAMES.flatMap((homeId) =>
        this.#accounts[homeId].map((accountId, index) => ({
          accountId,
          resource: 'water' as const,
          lots: sizes[index] ?? 0,
        })),
      ),
    });
    await Promise.all(HOME_NAMES.map((homeId) => this.#assign(homeId)));
  }

  async #assign(homeId: HomeName): Promise<void> {
    const [accountId, ...coins] = this.#accounts[homeId];
    if (accountId === undefined) throw new Error('a home has a main account');
    const { quota } = this.#community.operator.ledger;
    await quota.assignAccount({ homeId }, { quotaAccount: { accountId, coins, salt: random16Hex() } });
  }
}

import { CodedError, MAX_COINS, random16Hex, type CommunityRecord } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { Attempts } from '../services/Attempts.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import { listedCoins } from './listedCoins.js';
import type { Pseudonyms } from './Pseudonyms.js';

/** What the teller works with. */
export interface TellerContext extends Pick<
  CommunityContext,
  'model' | 'isCurrent' | 'reached' | 'config' | 'log' | 'now'
> {
  readonly ledger: { readonly quota: Pick<CommunityLedger['quota'], 'assignAccount'> };
}

/**
 * Tells homes of the accounts that their pseudonyms buy into, so that home and community hold use against the same quota. All homes
 * are told at once, whether or not there is anything new: who trades does not show. A home that cannot be told holds up none of the
 * others, now or later, and is told of all when it is back. How far each was told is kept: after a crash nobody is told again but whom
 * it caught between the ledger and the book, which changes nothing.
 */
export class AccountTeller {
  readonly #context: TellerContext;
  readonly #pseudonyms: Pseudonyms;
  readonly #attempts: Attempts;

  constructor(context: TellerContext, pseudonyms: Pseudonyms) {
    this.#context = context;
    this.#pseudonyms = pseudonyms;
    this.#attempts = new Attempts(context.log);
  }

  /** Whether homes are still to be told of accounts of a period: it had better not be closed before. */
  hasUntold(periodId: string): boolean {
    const places = this.#pseudonyms.toldPlaces(periodId);
    return this.#homes().some(
      (homeId) => this.#pseudonyms.buyersBehind(periodId, places.get(homeId) ?? 0) !== undefined,
    );
  }

  async step(): Promise<void> {
    const { model, isCurrent } = this.#context;
    const community = model.registry.community();
    if (community === undefined || !(await isCurrent())) return;
    for (const period of model.quota.periods()) {
      if (period.closedAt === undefined) await this.#tell(period, community);
    }
  }

  async #tell(period: PeriodView, community: CommunityRecord): Promise<void> {
    const places = this.#pseudonyms.toldPlaces(period.periodId);
    const upTo = this.#due(period, Math.max(0, ...places.values()), community);
    const behind = this.#homes().filter((homeId) => (places.get(homeId) ?? 0) < upTo);
    await Promise.all(behind.map((homeId) => this.#attempt(homeId, period, upTo)));
  }

  /** Up to which place all are to be told now: what comes behind the last telling of all waits for the next one. */
  #due({ periodId, end }: PeriodView, last: number, community: CommunityRecord): number {
    const { config, now } = this.#context;
    const fresh = this.#pseudonyms.buyersBehind(periodId, last);
    if (fresh === undefined) return last;
    const time = now(community);
    const isDue = time >= end || time >= fresh.oldestAt + config.community.accountsWaitSeconds;
    return isDue ? fresh.newest : last;
  }

  async #attempt(homeId: string, period: PeriodView, upTo: number): Promise<void> {
    await this.#attempts.attempt(`accounts of ${homeId}`, async () => {
      await this.#tellHome(homeId, period);
      this.#pseudonyms.setTold(period.periodId, homeId, upTo);
    });
  }

  /** @throws CodedError COINS_TOO_MANY. */
  async #tellHome(homeId: string, period: PeriodView): Promise<void> {
    const { model, ledger, reached } = this.#context;
    const [accountId] = model.quota.quotaAccounts(homeId, period);
    // Not yet part of the period: the operator's assignment comes first.
    if (accountId === undefined) return;
    const coins = [...listedCoins(model, this.#pseudonyms, homeId, period)];
    if (coins.length > MAX_COINS) {
      throw new CodedError(
        'COINS_TOO_MANY',
        `a list takes ${String(MAX_COINS)} accounts beside the main one`,
      );
    }
    const quotaAccount = { accountId, coins, salt: random16Hex() };
    const { blockNumber } = await ledger.quota.assignAccount({ homeId }, { quotaAccount });
    await reached(blockNumber);
  }

  #homes(): string[] {
    const homes = this.#context.model.registry.homes().filter(({ status }) => status === 'active');
    return homes.map(({ homeId }) => homeId);
  }
}

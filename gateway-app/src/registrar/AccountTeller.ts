import { MAX_COINS, random16Hex, type CommunityRecord } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import type { Pseudonyms } from './Pseudonyms.js';

/** What the teller works with. */
export interface TellerContext extends Pick<
  CommunityContext,
  'model' | 'isCurrent' | 'reached' | 'config' | 'now'
> {
  readonly ledger: { readonly quota: Pick<CommunityLedger['quota'], 'assignAccount'> };
}

/**
 * Tells homes of the accounts that their pseudonyms buy into, so that home and community hold use against the same quota. All homes
 * are told at once, whether or not there is anything new: who trades does not show.
 */
export class AccountTeller {
  readonly #context: TellerContext;
  readonly #pseudonyms: Pseudonyms;

  constructor(context: TellerContext, pseudonyms: Pseudonyms) {
    this.#context = context;
    this.#pseudonyms = pseudonyms;
  }

  /** Whether homes are still to be told of accounts of a period: it had better not be closed before. */
  hasUntold(periodId: string): boolean {
    return this.#pseudonyms.newestUntold(periodId, Number.MAX_SAFE_INTEGER) !== undefined;
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
    const { model, config, now } = this.#context;
    const time = now(community);
    const before = time >= period.end ? time : time - config.community.accountsWaitSeconds;
    const newest = this.#pseudonyms.newestUntold(period.periodId, before);
    if (newest === undefined) return;
    const homes = model.registry.homes().filter(({ status }) => status === 'active');
    // A crash in between tells some of them twice, which changes nothing.
    for (const { homeId } of homes) await this.#tellHome(homeId, period);
    this.#pseudonyms.setTold(period.periodId, newest);
  }

  async #tellHome(homeId: string, period: PeriodView): Promise<void> {
    const { model, ledger, reached } = this.#context;
    const [accountId, ...assigned] = model.quota.quotaAccounts(homeId, period);
    // Not yet part of the period: the operator's assignment comes first.
    if (accountId === undefined) return;
    const coins = [...new Set([...assigned, ...this.#pseudonyms.boughtInto(homeId, period.periodId)])];
    const quotaAccount = { accountId, coins: coins.slice(-MAX_COINS), salt: random16Hex() };
    const { blockNumber } = await ledger.quota.assignAccount({ homeId }, { quotaAccount });
    await reached(blockNumber);
  }
}

import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommunityRecord } from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { AccountTeller } from '../registrar/AccountTeller.js';
import type { CommunityContext } from './CommunityContext.js';
import { isSettled } from './isSettled.js';
import { latestWait } from './latestWait.js';

/** Closes periods that have ended once their readings are decided, or have been waited for long enough. */
export class PeriodCloser {
  readonly #context: CommunityContext;
  readonly #accounts: Pick<AccountTeller, 'hasUntold'>;

  /** @param accounts tells homes of what they bought: bills count what they know of before the close. */
  constructor(context: CommunityContext, accounts: Pick<AccountTeller, 'hasUntold'>) {
    this.#context = context;
    this.#accounts = accounts;
  }

  async step(): Promise<void> {
    const { model } = this.#context;
    const community = model.registry.community();
    // A read model that lags behind does not know yet which devices and windows there are to wait for.
    if (community === undefined || !(await this.#context.isCurrent())) return;
    for (const period of model.quota.periods()) {
      if (period.closedAt === undefined && this.#isDue(period, community)) await this.#close(period);
    }
  }

  #isDue({ periodId, end }: PeriodView, community: CommunityRecord): boolean {
    const { model, config, now } = this.#context;
    const time = now(community);
    if (time < end) return false;
    const wait = latestWait(config.community.closeWaitSeconds, config.community.transitMs, community.clock);
    if (time >= end + wait) return true;
    // Lots that lie in an auction are nobody's until it is settled: bills would miss them.
    if (model.market.hasUnsettled(periodId) || this.#accounts.hasUntold(periodId)) return false;
    return model.registry
      .homes()
      .every(({ homeId }) => isSettled(model, model.registry.devices(homeId), end));
  }

  async #close({ periodId }: PeriodView): Promise<void> {
    const { model, ledger, reached, config, log } = this.#context;
    await sleep(randomInt(config.community.closeDelayMs + 1));
    // Another operator may have done so meanwhile.
    if (model.quota.period(periodId)?.closedAt !== undefined) return;
    const { blockNumber } = await ledger.quota.closePeriod({ periodId });
    await reached(blockNumber);
    log.info({ periodId }, 'period closed');
  }
}

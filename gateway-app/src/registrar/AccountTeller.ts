import { MAX_COINS, random16Hex, type CommunityRecord } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { Attempts } from '../services/Attempts.js';
import type { CommunityContext } from '../services/CommunityContext.js';
import type { Pseudonyms } from './Pseudonyms.js';

/** What the teller works with. */
export interface TellerContext extends Pick<
  CommunityContext,
  'model' | 'isCurrent' | 'reached' | 'config' | 'log' | 'now'
> {
  readonly ledger: { readonly quota: Pick<CommunityLedger['quota'], 'assignAccount'> };
}

/** One telling of all homes. */
interface Round {
  /** Up to which pseudonym. */
  readonly newest: number;
  readonly told: Set<string>;
}

/**
 * Tells homes of the accounts that their pseudonyms buy into, so that home and community hold use against the same quota. All homes
 * are told at once, whether or not there is anything new: who trades does not show.
 */
export class AccountTeller {
  readonly #context: TellerContext;
  readonly #pseudonyms: Pseudonyms;
  readonly #attempts: Attempts;
  readonly #rounds = new Map<string, Round>();

  constructor(context: TellerContext, pseudonyms: Pseudonyms) {
    this.#context = context;
    this.#pseudonyms = pseudonyms;
    this.#attempts = new Attempts(context.log);
  }

  /** Whether homes are still to be told of accounts of a period: it had better not be closed before. */
  hasUntold(periodId: string): boolean {
    return this.#pseudonyms.untold(periodId) !== undefined;
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
    const { periodId, end } = period;
    const untold = this.#pseudonyms.untold(periodId);
    if (untold === undefined) return;
    const time = now(community);
    if (time < end && time < untold.oldestAt + config.community.accountsWaitSeconds) return;
    const round = this.#roundOf(periodId, untold.newest);
    const homes = model.registry.homes().filter(({ status }) => status === 'active');
    // A home whose peer is away holds up none of the others.
    await Promise.all(homes.map(({ homeId }) => this.#attempt(round, homeId, period)));
    if (!homes.every(({ homeId }) => round.told.has(homeId))) return;
    this.#pseudonyms.setTold(periodId, round.newest);
    this.#rounds.delete(periodId);
  }

  /** What comes while homes are being told waits for the next round. After a crash some are told twice, which changes nothing. */
  #roundOf(periodId: string, newest: number): Round {
    const open = this.#rounds.get(periodId);
    if (open !== undefined) return open;
    const round = { newest, told: new Set<string>() };
    this.#rounds.set(periodId, round);
    return round;
  }

  async #attempt(round: Round, homeId: string, period: PeriodView): Promise<void> {
    if (round.told.has(homeId)) return;
    const isTold = await this.#attempts.attempt(`accounts of ${homeId}`, () =>
      this.#tellHome(homeId, period),
    );
    if (isTold) round.told.add(homeId);
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

import {
  calendarDay,
  periodBounds,
  statementSchema,
  type CalendarDay,
  type CommunityRecord,
  type Statement,
} from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import { Attempts } from './Attempts.js';
import type { CommunityContext } from './CommunityContext.js';
import { composeStatement } from './composeStatement.js';
import { isSettled } from './isSettled.js';
import { latestWait } from './latestWait.js';

/** What a statement says of a home's service account; what it once said of a day stays. */
interface ServiceTeller {
  service(homeId: string, statementId: string): Statement['service'];
}

/**
 * Sends every home a statement of every day of the community's calendar, whether or not there is a warning in it: so
 * that nobody can tell from the ledger who is over quota.
 */
export class Statements {
  readonly #context: CommunityContext;
  readonly #teller: ServiceTeller;
  readonly #attempts: Attempts;

  constructor(context: CommunityContext, teller: ServiceTeller) {
    this.#context = context;
    this.#teller = teller;
    this.#attempts = new Attempts(context.log);
  }

  /** Delivers what is due, to all homes at once and to each in the order of the days. */
  async step(): Promise<void> {
    const { model } = this.#context;
    const community = model.registry.community();
    // What a read model that lags behind does not know yet would be missing in the statement.
    if (community === undefined || !(await this.#context.isCurrent())) return;
    await Promise.all(
      model.registry
        .homes()
        .filter(({ status }) => status === 'active')
        .map(async ({ homeId }) => {
          await this.#attempts.attempt(`statements of ${homeId}`, () => this.#deliverDue(homeId, community));
        }),
    );
  }

  async #deliverDue(homeId: string, community: CommunityRecord): Promise<void> {
    for (;;) {
      const next = this.#nextDay(homeId, community);
      if (next === undefined || !this.#isDue(homeId, next.day, community)) return;
      const accountIds = this.#context.model.quota.quotaAccounts(homeId, next.period);
      // Until the operator has assigned an account there is no quota to hold the use against.
      if (accountIds.length === 0) return;
      await this.#deliver(homeId, next, accountIds, community);
    }
  }

  async #deliver(
    homeId: string,
    { day, period }: { readonly day: CalendarDay; readonly period: PeriodView },
    accountIds: readonly string[],
    community: CommunityRecord,
  ): Promise<void> {
    const { model, documents, ledger, reached, config, now } = this.#context;
    const { silentAfterSeconds } = config.community;
    const { document, deliverRequestId } = documents.findOrKeep(
      statementSchema,
      `statement/${homeId}/${day.id}`,
      () => {
        const subject = { homeId, period, day, at: now(community), accountIds, silentAfterSeconds };
        return composeStatement(model, { ...subject, service: this.#teller.service(homeId, day.id) });
      },
    );
    const request = { requestId: deliverRequestId, homeId, statementId: day.id };
    const { blockNumber } = await ledger.monitoring.deliverStatement(request, { statement: document });
    await reached(blockNumber);
  }

  /** The first day that the home has no statement of, in a period. */
  #nextDay(
    homeId: string,
    community: CommunityRecord,
  ): { readonly day: CalendarDay; readonly period: PeriodView } | undefined {
    const { model } = this.#context;
    const { timeZone } = community;
    const last = model.monitoring.statements(homeId, 1)[0];
    const periods = model.quota.periods();
    const first = (): PeriodView | undefined =>
      periods.find((period) => model.registry.belonged(homeId, period, community));
    const from = last === undefined ? first()?.start : dayAfter(last.statementId, timeZone);
    if (from === undefined) return undefined;
    const period = periods.find(({ end }) => end > from);
    // Days between periods have no quota to report on.
    return period === undefined
      ? undefined
      : { period, day: calendarDay(Math.max(from, period.start), timeZone) };
  }

  #isDue(homeId: string, { end }: CalendarDay, community: CommunityRecord): boolean {
    const { model, config, now } = this.#context;
    const time = now(community);
    if (time < end) return false;
    const wait = latestWait(
      config.community.statementWaitSeconds,
      config.community.transitMs,
      community.clock,
    );
    return time >= end + wait || isSettled(model, model.registry.devices(homeId), end);
  }
}

function dayAfter(statementId: string, timeZone: string): number {
  return periodBounds(statementId, timeZone).end;
}

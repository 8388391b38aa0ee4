import { hashCanonical, producedEvidenceSchema, random16Hex, type ProducedEvidence } from '@acequia/protocol';
import { newestDecision } from '../alarms/alarmFacts.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { countedIntervals } from '../usage/countedIntervals.js';
import { measureHome } from '../usage/measureHome.js';
import { Attempts } from './Attempts.js';
import type { CommunityContext } from './CommunityContext.js';

/** What it works with. */
export type SurplusContext = Pick<
  CommunityContext,
  'model' | 'documents' | 'config' | 'log' | 'reached' | 'isCurrent'
> & {
  readonly ledger: { readonly quota: Pick<CommunityContext['ledger']['quota'], 'addProducedLots'> };
};

/** Makes lots of what homes delivered, as soon as it is a whole one, where the community wants it so (paper 000 §8). */
export class SurplusLots {
  readonly #context: SurplusContext;
  readonly #attempts: Attempts;
  /** The decision behind which a home's readings held no whole lot more, by home and period. */
  readonly #exhausted = new Map<string, string>();

  constructor(context: SurplusContext) {
    this.#context = context;
    this.#attempts = new Attempts(context.log);
  }

  async step(): Promise<void> {
    const { model, config, isCurrent } = this.#context;
    // A read model that lags behind would make lots again of what has become some.
    if (!config.community.surplusAsLots || !(await isCurrent())) return;
    for (const period of model.quota.periods().filter(({ closedAt }) => closedAt === undefined)) {
      for (const { homeId, status } of model.registry.homes()) {
        if (status !== 'active') continue;
        await this.#attempts.attempt(`surplus of ${homeId} in ${period.periodId}`, () =>
          this.#add(homeId, period),
        );
      }
    }
  }

  async #add(homeId: string, period: PeriodView): Promise<void> {
    const { model, documents, ledger, reached } = this.#context;
    const stream = `${homeId}/${period.periodId}`;
    const { block = -1, position = -1 } = newestDecision(model, homeId) ?? {};
    const newest = `${String(block)}/${String(position)}`;
    if (this.#exhausted.get(stream) === newest) return;
    const due = evidenceOf(model, homeId, period);
    if (due === undefined) {
      this.#exhausted.set(stream, newest);
      return;
    }
    const { periodId, before } = due;
    // What is out already is sent again as it is, also when more has been delivered since.
    const key = `producedLots/${periodId}/${homeId}/${String(before)}`;
    const { document, issueRequestId } = documents.findOrKeep(producedEvidenceSchema, key, () => due);
    const { accountId, lots } = document;
    const { blockNumber } = await ledger.quota.addProducedLots({
      requestId: issueRequestId,
      periodId,
      accountId,
      lots,
      evidenceHash: hashCanonical(document),
    });
    await reached(blockNumber);
  }
}

/** What more lots of a home's follow from its readings so far; undefined for none. */
function evidenceOf(model: ReadModel, homeId: string, period: PeriodView): ProducedEvidence | undefined {
  const accountIds = model.quota.quotaAccounts(homeId, period);
  const contract = period.contracts.find(({ resource }) => resource === 'energy');
  const [accountId] = accountIds;
  if (contract === undefined || accountId === undefined) return undefined;
  const { periodId } = period;
  const counted = countedIntervals(model, homeId, period);
  const surplus = measureHome(model, accountIds, period, counted, period).find(
    ({ use }) => use.resource === 'energy',
  )?.use.production?.surplus;
  const before = model.quota.producedLots(periodId, accountIds);
  const lots = Number((surplus ?? 0n) / BigInt(contract.lotSize)) - before;
  if (lots <= 0 || surplus === undefined) return undefined;
  return {
    version: 1,
    salt: random16Hex(),
    homeId,
    periodId,
    accountId,
    surplus: String(surplus),
    before,
    lots,
  };
}

import type { CommunityRecord, DisputeRecord, OperationKeyRecord } from '@acequia/protocol';
import type { WrappedTo } from '../readModel/queries/KeyQueries.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { billNumber } from './billNumber.js';

/** How long a key is kept; ledger seconds. */
export interface KeyTerms {
  readonly now: number;
  /** How long an epoch that has ended takes late records. */
  readonly lateness: number;
  /** How long late windows gather for a note. */
  readonly noteWait: number;
  /** How long after a period's close keys are kept so that a dispute can be opened. */
  readonly disputeWait: number;
}

/**
 * Whether nothing needs a version of the community's key any more: a newer one is there, no epoch that is wrapped to it takes
 * records, all windows that they seal are decided, the bills of their periods are final, notes and disputes have had their
 * time, and no dispute about them is open.
 */
export function isKeySpent(
  model: ReadModel,
  key: OperationKeyRecord,
  successor: OperationKeyRecord,
  community: CommunityRecord,
  terms: KeyTerms,
): boolean {
  const wrapped = model.keys.wrappedTo(key.version);
  return (
    terms.now > successor.publishedAt + terms.lateness &&
    isOver(wrapped, terms) &&
    periodsOf(model, key, wrapped).every((period) => isSettled(model, period, community, terms)) &&
    !model.notices.unsettledDisputes().some((dispute) => needsKey(model, key, dispute))
  );
}

function isOver({ lastEnd, undecided, lastDecision }: WrappedTo, terms: KeyTerms): boolean {
  return (
    undecided === 0 &&
    terms.now > (lastEnd ?? 0) + terms.lateness &&
    terms.now > (lastDecision ?? 0) + terms.noteWait
  );
}

/** The periods of the windows that it opened, and the one that it was made for. */
function periodsOf({ quota }: ReadModel, key: OperationKeyRecord, wrapped: WrappedTo): PeriodView[] {
  const { earliest, latest } = wrapped;
  return quota.periods().filter(({ periodId, start, end }) => {
    if (periodId === key.periodId) return true;
    return earliest !== undefined && latest !== undefined && start < latest && end > earliest;
  });
}

function isSettled(
  model: ReadModel,
  period: PeriodView,
  community: CommunityRecord,
  terms: KeyTerms,
): boolean {
  const { closedAt, periodId } = period;
  if (closedAt === undefined || terms.now <= closedAt + Math.max(terms.noteWait, terms.disputeWait))
    return false;
  return model.registry
    .homes()
    .filter(({ homeId }) => model.registry.belonged(homeId, period, community))
    .every(({ homeId }) => model.billing.bill(billNumber(periodId, homeId))?.status === 'final');
}

function needsKey(model: ReadModel, { version }: OperationKeyRecord, dispute: DisputeRecord): boolean {
  const { homeId, subject, status } = dispute;
  // Its finding is sealed to one of the community's keys.
  if (status === 'found') return true;
  if (subject.kind === 'window') {
    return model.keys.isWrappedIn(version, homeId, subject, { start: 0, end: Number.MAX_SAFE_INTEGER });
  }
  const periodId = model.billing.bill(subject.number)?.periodId;
  const period = periodId === undefined ? undefined : model.quota.period(periodId);
  return period === undefined || model.keys.isWrappedIn(version, homeId, {}, period);
}

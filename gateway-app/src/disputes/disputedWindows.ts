import type { DisputeRecord } from '@acequia/protocol';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';

/** The windows that a dispute is about: the window itself, or those that start in the bill's period. */
export function disputedWindows(model: ReadModel, { homeId, subject }: DisputeRecord): WindowRow[] {
  if (subject.kind === 'window') {
    const window = model.monitoring.window(subject.deviceId, subject.sequence);
    return window === undefined ? [] : [window];
  }
  const periodId = model.billing.bill(subject.number)?.periodId;
  const period = periodId === undefined ? undefined : model.quota.period(periodId);
  if (period === undefined) return [];
  return model.monitoring
    .windowsBetween(homeId, period.start, period.end)
    .filter(({ start }) => start >= period.start);
}

import type { BillRecord, DisputeRecord } from '@acequia/protocol';
import type { ReadModel } from '../readModel/ReadModel.js';
import { billNumber } from '../services/billNumber.js';

/** The bill that a dispute is about: itself, or that of the period in which the window starts; undefined where there is none yet. */
export function disputedBill(model: ReadModel, { homeId, subject }: DisputeRecord): BillRecord | undefined {
  if (subject.kind === 'bill') return model.billing.bill(subject.number);
  const window = model.monitoring.window(subject.deviceId, subject.sequence);
  if (window === undefined) return undefined;
  const period = model.quota.periodAt(window.start);
  return period === undefined ? undefined : model.billing.bill(billNumber(period.periodId, homeId));
}

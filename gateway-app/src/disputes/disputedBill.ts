import type { BillRecord, DisputeRecord } from '@acequia/protocol';
import type { ReadModel } from '../readModel/ReadModel.js';
import { billNumber } from '../services/billNumber.js';

/**
 * The bill that a dispute is about: itself, the one that a disputed note corrects, or that of the period in which the window
 * starts; undefined where there is none yet.
 */
export function disputedBill(model: ReadModel, { homeId, subject }: DisputeRecord): BillRecord | undefined {
  if (subject.kind === 'bill') {
    const named = model.billing.bill(subject.number);
    return named?.corrects === undefined ? named : model.billing.bill(named.corrects);
  }
  const window = model.monitoring.window(subject.deviceId, subject.sequence);
  if (window === undefined) return undefined;
  const period = model.quota.periodAt(window.start);
  return period === undefined ? undefined : model.billing.bill(billNumber(period.periodId, homeId));
}

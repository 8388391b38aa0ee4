import type { BillDocument, BillRecord } from '@acequia/protocol';
import type { ReadModel } from '../readModel/ReadModel.js';
import { omit } from '../omit.js';
import { checkBill, type BillCheck } from '../usage/checkBill.js';

/** A bill or note: its public record, the private document, and what computing it anew comes to. */
export interface BillView extends BillRecord {
  /** Absent until it has been delivered. Without its salt, which serves the commitment alone. */
  readonly document?: Omit<BillDocument, 'salt'>;
  readonly check: BillCheck;
}

export function presentBill(model: ReadModel, record: BillRecord): BillView {
  const document = model.billing.document(record.number, record.status);
  const check = checkBill(model, record);
  if (document === undefined) return { ...record, check };
  return { ...record, document: omit(document, 'salt'), check };
}

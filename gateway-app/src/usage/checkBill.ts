import {
  canonicalJson,
  CodedError,
  hashCanonical,
  type BillDocument,
  type BillRecord,
} from '@acequia/protocol';
import { disputeOfNote } from '../disputes/findingReason.js';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { billHome, type HomeBill } from './billHome.js';

/**
 * What a home finds when it computes its bill itself: `incomplete` when the document or readings are not there (yet, or
 * any more), so that nothing can be said.
 */
export type BillCheck = 'agrees' | 'differs' | 'incomplete';

const INCOMPLETE_CODES: ReadonlySet<string> = new Set([
  'TARIFF_MISSING',
  'QUOTA_ACCOUNT_MISSING',
  'PAYLOAD_MISSING',
]);

/** Computes a bill or note anew from the readings and compares it with the document and its public commitment. */
export function checkBill(model: ReadModel, record: BillRecord): BillCheck {
  const document = model.billing.document(record.number, record.status);
  const period = model.quota.period(record.periodId);
  if (document === undefined || period === undefined) return 'incomplete';
  if (hashCanonical(document) !== record.commitment || !isAbout(document, record)) return 'differs';
  return disputeOfNote(document) === undefined
    ? checkReadings(model, record, document, period)
    : checkFindingNote(model, document);
}

function checkReadings(
  model: ReadModel,
  { kind, homeId }: BillRecord,
  document: BillDocument,
  period: PeriodView,
): BillCheck {
  // A note covers what had been accepted before it was written; a bill the set that closing froze.
  const lateBefore = kind === 'bill' ? undefined : document.issuedAt;
  try {
    return isSame(document, billHome(model, homeId, period, lateBefore)) ? 'agrees' : 'differs';
  } catch (error) {
    if (error instanceof CodedError && INCOMPLETE_CODES.has(error.code)) return 'incomplete';
    throw error;
  }
}

/** What an auditor found does not follow from the readings: such a note repeats its bill, and adds the difference. */
function checkFindingNote(model: ReadModel, note: BillDocument): BillCheck {
  const bill = model.billing.document(note.corrects ?? '', 'final');
  if (bill === undefined) return 'incomplete';
  return isSame(note, computedOf(bill)) ? 'agrees' : 'differs';
}

function isAbout(document: BillDocument, record: BillRecord): boolean {
  return (
    document.number === record.number &&
    document.kind === record.kind &&
    document.status === record.status &&
    document.homeId === record.homeId &&
    document.periodId === record.periodId &&
    document.corrects === record.corrects
  );
}

function isSame(document: BillDocument, computed: HomeBill): boolean {
  return canonicalJson({ ...computedOf(document) }) === canonicalJson({ ...computed });
}

/** What of a document is computed. */
function computedOf({ tariffId, basis, power, lines, totalMinor }: BillDocument): HomeBill {
  return { tariffId, basis, ...(power === undefined ? {} : { power }), lines, totalMinor };
}

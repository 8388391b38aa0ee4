import { fromAmount, random16Hex, type BillDocument, type Finding } from '@acequia/protocol';
import type { ReadModel } from '../readModel/ReadModel.js';
import type { NoteSubject } from '../services/composeNote.js';
import { noteNumber } from '../services/noteNumber.js';
import { billHome } from '../usage/billHome.js';
import { findingReason } from './findingReason.js';

/**
 * The note that follows from a finding: its lines are what the readings give, its difference what the auditor found.
 *
 * @throws CodedError TARIFF_MISSING, QUOTA_ACCOUNT_MISSING, PAYLOAD_MISSING.
 */
export function composeFindingNote(
  model: ReadModel,
  { bill, period, community, count, issuedAt }: Omit<NoteSubject, 'charged'>,
  { disputeId, correctionMinor }: Finding,
): BillDocument {
  const correction = BigInt(correctionMinor);
  const kind = correction > 0n ? 'debitNote' : 'creditNote';
  return {
    version: 1,
    salt: random16Hex(),
    number: noteNumber(bill, kind, count),
    kind,
    status: 'final',
    corrects: bill.number,
    reason: findingReason(disputeId),
    homeId: bill.homeId,
    periodId: period.periodId,
    periodStart: period.start,
    periodEnd: period.end,
    issuedAt,
    currency: community.currency.code,
    ...billHome(model, bill.homeId, period, issuedAt),
    differenceMinor: fromAmount(correction > 0n ? correction : -correction),
  };
}

import {
  fromAmount,
  random16Hex,
  type BillDocument,
  type CommunityRecord,
  type Finding,
} from '@acequia/protocol';
import { noteNumber } from '../services/noteNumber.js';
import { findingReason } from './findingReason.js';

/** Which bill is corrected. */
export interface FindingNoteSubject {
  readonly bill: BillDocument;
  readonly community: CommunityRecord;
  /** Which note to the bill this would be, from 1. */
  readonly count: number;
  /** Ledger seconds. */
  readonly issuedAt: number;
}

/** The note that follows from a finding: its lines are the bill's, its difference is what the auditor found. */
export function composeFindingNote(
  { bill, community, count, issuedAt }: FindingNoteSubject,
  { disputeId, correctionMinor }: Finding,
): BillDocument {
  const correction = BigInt(correctionMinor);
  const kind = correction > 0n ? 'debitNote' : 'creditNote';
  return {
    ...bill,
    salt: random16Hex(),
    number: noteNumber(bill, kind, count),
    kind,
    status: 'final',
    corrects: bill.number,
    reason: findingReason(disputeId),
    issuedAt,
    currency: community.currency.code,
    differenceMinor: fromAmount(correction > 0n ? correction : -correction),
  };
}

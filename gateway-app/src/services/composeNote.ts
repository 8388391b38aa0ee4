import {
  computeNote,
  random16Hex,
  toAmount,
  type BillDocument,
  type BillRecord,
  type CommunityRecord,
} from '@acequia/protocol';
import type { PeriodView } from '../readModel/queries/QuotaQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { billHome } from '../usage/billHome.js';
import { noteNumber } from './noteNumber.js';

/** Which bill is corrected. */
export interface NoteSubject {
  readonly bill: BillRecord;
  readonly period: PeriodView;
  readonly community: CommunityRecord;
  /** The bill's total plus all debit notes minus all credit notes so far, minor units. */
  readonly charged: bigint;
  /** Which note to the bill this would be, from 1. */
  readonly count: number;
  /** Ledger seconds: windows accepted before are in. */
  readonly issuedAt: number;
}

/**
 * Writes the note that corrects a bill by the readings which came after its period had been closed.
 *
 * @returns undefined when the bill is right as it is.
 * @throws CodedError TARIFF_MISSING, QUOTA_ACCOUNT_MISSING, PAYLOAD_MISSING.
 */
export function composeNote(model: ReadModel, subject: NoteSubject): BillDocument | undefined {
  const { bill, period, community, charged, count, issuedAt } = subject;
  const computed = billHome(model, bill.homeId, period, issuedAt);
  const note = computeNote(toAmount(computed.totalMinor), charged);
  if (note === undefined) return undefined;
  return {
    version: 1,
    salt: random16Hex(),
    number: noteNumber(bill, note.kind, count),
    kind: note.kind,
    status: 'final',
    corrects: bill.number,
    reason: 'Readings arrived after the period had been closed.',
    homeId: bill.homeId,
    periodId: period.periodId,
    periodStart: period.start,
    periodEnd: period.end,
    issuedAt,
    currency: community.currency.code,
    ...computed,
    differenceMinor: note.differenceMinor,
  };
}

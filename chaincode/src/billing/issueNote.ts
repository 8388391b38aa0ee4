import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { BillingError } from './BillingError.js';

/**
 * Issues a credit or debit note that corrects a final bill.
 *
 * @throws BillingError BILL_FINAL_NOT_YET; BILL_MISMATCH when it would correct a note.
 * @throws LedgerError BILL_UNKNOWN, BILL_EXISTS.
 */
export async function issueNote(
  { state, now }: WriteTransaction,
  { number, kind, corrects, commitment }: RequestOf<'billing', 'issueNote'>,
): Promise<void> {
  const bill = await state.getRequired(publicRecords.bill, [corrects]);
  if (bill.kind !== 'bill') throw new BillingError('BILL_MISMATCH', `${corrects} is a note, not a bill`);
  if (bill.status !== 'final')
    throw new BillingError('BILL_FINAL_NOT_YET', `the bill ${corrects} is a preview`);
  const { homeId, periodId } = bill;
  await state.create(publicRecords.bill, [number], {
    number,
    kind,
    status: 'final',
    homeId,
    periodId,
    commitment,
    corrects,
    issuedAt: now,
  });
  await state.create(publicRecords.homeBill, [homeId, number], { number });
}

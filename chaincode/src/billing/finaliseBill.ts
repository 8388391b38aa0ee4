import { publicRecords } from '@acequia/protocol';
import type { RequestOf, WriteTransaction } from '../ledger/index.js';
import { BillingError } from './BillingError.js';

/**
 * Makes the preview bill of a closed period final; from then on notes correct it.
 *
 * @throws BillingError BILL_FINAL, which notes are from the start, PERIOD_OPEN_STILL. @throws LedgerError BILL_UNKNOWN.
 */
export async function finaliseBill(
  { state, now }: WriteTransaction,
  { number, commitment }: RequestOf<'billing', 'finaliseBill'>,
): Promise<void> {
  const bill = await state.getRequired(publicRecords.bill, [number]);
  if (bill.status === 'final') throw new BillingError('BILL_FINAL', `the document ${number} is final`);
  if ((await state.get(publicRecords.periodClosed, [bill.periodId])) === undefined) {
    throw new BillingError('PERIOD_OPEN_STILL', `the period ${bill.periodId} is not closed`);
  }
  await state.put(publicRecords.bill, [number], { ...bill, status: 'final', commitment, issuedAt: now });
}

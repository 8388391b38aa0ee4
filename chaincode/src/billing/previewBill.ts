import { publicRecords, type BillRecord } from '@acequia/protocol';
import type { LedgerState, RequestOf, WriteTransaction } from '../ledger/index.js';
import { BillingError } from './BillingError.js';

type PreviewBill = RequestOf<'billing', 'previewBill'>;

/**
 * Issues a home's preview bill for a period, or replaces it by a newer preview under the same number.
 *
 * @throws BillingError BILL_FINAL; BILL_MISMATCH when the number is of a note, another home or another period.
 * @throws LedgerError HOME_UNKNOWN, PERIOD_UNKNOWN, PERIOD_BILL_EXISTS when the home has a bill under another number.
 */
export async function previewBill({ state, now }: WriteTransaction, request: PreviewBill): Promise<void> {
  const { number, homeId, periodId, commitment } = request;
  const known = await state.get(publicRecords.bill, [number]);
  if (known === undefined) await index(state, request);
  else checkReplaceable(known, request);
  await state.put(publicRecords.bill, [number], {
    number,
    kind: 'bill',
    status: 'preview',
    homeId,
    periodId,
    commitment,
    issuedAt: now,
  });
}

async function index(state: LedgerState, { number, homeId, periodId }: PreviewBill): Promise<void> {
  await state.getRequired(publicRecords.home, [homeId]);
  await state.getRequired(publicRecords.period, [periodId]);
  await state.create(publicRecords.periodBill, [periodId, homeId], { number });
  await state.create(publicRecords.homeBill, [homeId, number], { number });
}

function checkReplaceable(known: BillRecord, { homeId, periodId }: PreviewBill): void {
  if (known.kind !== 'bill' || known.homeId !== homeId || known.periodId !== periodId) {
    throw new BillingError('BILL_MISMATCH', `the number ${known.number} is of another document`);
  }
  if (known.status === 'final') throw new BillingError('BILL_FINAL', `the bill ${known.number} is final`);
}

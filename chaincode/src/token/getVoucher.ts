import { publicRecords } from '@acequia/protocol';
import type { QueryTransaction, RequestOf, ResponseOf } from '../ledger/index.js';
import { requireView } from './requireView.js';

/**
 * A voucher and what became of it: for everybody if everybody may redeem it, else for issuer, payees, operators and auditors.
 *
 * @throws TokenError ACCOUNT_DENIED. @throws LedgerError VOUCHER_UNKNOWN.
 */
export async function getVoucher(
  { caller, state }: QueryTransaction,
  { voucherId }: RequestOf<'token', 'getVoucher'>,
): Promise<ResponseOf<'token', 'getVoucher'>> {
  const record = await state.getRequired(publicRecords.voucher, [voucherId]);
  if (record.payees.length > 0) await requireView([record.issuer, ...record.payees], caller, state);
  const settlement = await state.get(publicRecords.voucherOutcome, [voucherId]);
  return { ...record, ...(settlement !== undefined && { settlement }) };
}

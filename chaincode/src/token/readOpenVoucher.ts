import { publicRecords, type VoucherRecord } from '@acequia/protocol';
import type { LedgerReader } from '../ledger/index.js';
import { TokenError } from './TokenError.js';

/**
 * A voucher that is neither redeemed nor reclaimed.
 *
 * @throws TokenError VOUCHER_SETTLED. @throws LedgerError VOUCHER_UNKNOWN.
 */
export async function readOpenVoucher(voucherId: string, state: LedgerReader): Promise<VoucherRecord> {
  const record = await state.getRequired(publicRecords.voucher, [voucherId]);
  const settlement = await state.get(publicRecords.voucherOutcome, [voucherId]);
  if (settlement === undefined) return record;
  throw new TokenError('VOUCHER_SETTLED', `the voucher has been ${settlement.outcome}`);
}

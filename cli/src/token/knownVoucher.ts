import { isDeepStrictEqual } from 'node:util';
import { LedgerError, type CommunityLedger } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';
import type { VoucherFile } from './voucherFileSchema.js';

/**
 * What the ledger has of a voucher that somebody handed over: its file may say anything.
 *
 * @returns the voucher's amount, minor units.
 * @throws CliError VOUCHER_DENIED when it is meant for others, VOUCHER_INVALID when the file says otherwise than the ledger; LedgerError
 *   VOUCHER_UNKNOWN.
 */
export async function knownVoucher(
  { token }: Pick<CommunityLedger, 'token'>,
  { voucherId, ...file }: VoucherFile,
): Promise<string> {
  const { amount, payees, expiresAt } = await token.getVoucher({ voucherId }).catch((error: unknown) => {
    if (!(error instanceof LedgerError) || error.code !== 'ACCOUNT_DENIED') throw error;
    throw new CliError('VOUCHER_DENIED', 'the voucher is meant for others', { cause: error });
  });
  const said = { amount: file.amount, payees: file.payees, expiresAt: file.expiresAt };
  if (isDeepStrictEqual(said, { amount, payees, expiresAt })) return amount;
  throw new CliError('VOUCHER_INVALID', 'the file says otherwise than the ledger what the voucher is');
}

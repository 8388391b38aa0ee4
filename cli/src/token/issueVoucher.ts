import { creditsToFold, voucherCodeHash } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';
import type { VoucherFile } from './voucherFileSchema.js';

/**
 * Issues a voucher that is in its file already. The request is named by the voucher, so that the same file again has no second effect.
 *
 * @param issuer the caller's account that its tokens leave.
 * @throws CliError VOUCHER_SETTLED when it was issued before and is not open any more; LedgerError BALANCE_INSUFFICIENT, ACCOUNT_UNKNOWN for a payee, VOUCHER_EXPIRED.
 */
export async function issueVoucher(
  { token }: CommunityLedger,
  issuer: string,
  { voucherId, code, amount, payees, expiresAt }: VoucherFile,
): Promise<void> {
  const { credits } = await token.getBalance({ accountId: issuer });
  await token.issueVoucher({
    requestId: voucherId,
    voucherId,
    issuer,
    codeHash: voucherCodeHash(voucherId, code),
    amount,
    payees,
    expiresAt,
    fold: creditsToFold(credits),
  });
  const { settlement } = await token.getVoucher({ voucherId });
  if (settlement === undefined) return;
  throw new CliError(
    'VOUCHER_SETTLED',
    `the voucher in this file was issued before, and has been ${settlement.outcome}: name another file`,
  );
}

import { rm } from 'node:fs/promises';
import { LedgerError, type CommunityLedger } from '@acequia/protocol/fabric';
import { CliError } from '../CliError.js';
import { issueVoucher } from './issueVoucher.js';
import { keepVoucher, type KeptVoucher } from './keepVoucher.js';
import type { VoucherFile } from './voucherFileSchema.js';

/** With these the contract has refused a voucher, and nothing of it is on the ledger. */
const REFUSED: ReadonlySet<string> = new Set([
  'ACCOUNT_DENIED',
  'ACCOUNT_FROZEN',
  'ACCOUNT_UNKNOWN',
  'BALANCE_INSUFFICIENT',
  'CREDIT_DUPLICATE',
  'CREDIT_UNKNOWN',
  'VOUCHER_EXPIRED',
]);

/** What a voucher is issued from, into which file, and when. */
export interface VoucherIssue {
  /** The caller's account that its tokens leave. */
  readonly issuer: string;
  readonly file: string;
  readonly voucher: VoucherFile;
  /** Ledger seconds. */
  readonly now: number;
}

/**
 * Writes a voucher into its file and issues it. The file of one that the contract refuses is removed again; one from before stays, as does
 * one of which it is not known whether it was issued: the same command goes on with those.
 *
 * @throws what {@link keepVoucher} and {@link issueVoucher} throw; CliError VOUCHER_EXPIRED when the one in the file has.
 */
export async function issueIntoFile(
  ledger: CommunityLedger,
  { issuer, file, voucher, now }: VoucherIssue,
): Promise<KeptVoucher> {
  const kept = await keepVoucher(file, voucher);
  const { voucherId, expiresAt } = kept.voucher;
  if (!kept.isNew && expiresAt <= now) {
    const words = `the voucher ${voucherId} in this file has expired: name another file, and see \`acequia token voucher list\``;
    throw new CliError('VOUCHER_EXPIRED', words);
  }
  try {
    await issueVoucher(ledger, issuer, kept.voucher);
  } catch (error) {
    if (kept.isNew && isRefusal(error)) await rm(file);
    throw error;
  }
  return kept;
}

/** Only an endorsement is refused before anything is sent. */
function isRefusal(error: unknown): boolean {
  return error instanceof LedgerError && error.phase === 'endorse' && REFUSED.has(error.code);
}

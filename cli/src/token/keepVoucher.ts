import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../CliError.js';
import { writePrivateFile } from '../output/writePrivateFile.js';
import { readVoucher } from './readVoucher.js';
import { voucherFileSchema, type VoucherFile } from './voucherFileSchema.js';

/** The voucher that a file has, and whether it was written just now. */
export interface KeptVoucher {
  readonly voucher: VoucherFile;
  readonly isNew: boolean;
}

/**
 * Puts a voucher into its file before it is issued, for its owner alone to read. A file with a voucher of the same amount and payees is one
 * whose issue was interrupted: that one is issued then, and not a second one.
 *
 * @throws CliError VOUCHER_INVALID when no file may hold such a voucher, FILE_EXISTS with anything else in it, FILE_UNWRITABLE, FILE_UNREADABLE.
 */
export async function keepVoucher(file: string, voucher: VoucherFile): Promise<KeptVoucher> {
  const { error: fault } = voucherFileSchema.safeParse(voucher);
  if (fault !== undefined) {
    const fields = fault.issues.map(({ path }) => path.join('.')).join(', ');
    throw new CliError('VOUCHER_INVALID', `there is no such voucher: ${fields} cannot be so`);
  }
  try {
    await writePrivateFile(file, voucher);
    return { voucher, isNew: true };
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'FILE_EXISTS') throw error;
    const kept = await readVoucher(file).catch((cause: unknown) => {
      if (cause instanceof CliError && cause.code === 'VOUCHER_INVALID') throw error;
      throw cause;
    });
    if (kept.amount !== voucher.amount || !isDeepStrictEqual(kept.payees, voucher.payees)) throw error;
    return { voucher: kept, isNew: false };
  }
}

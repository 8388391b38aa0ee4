import { isDeepStrictEqual } from 'node:util';
import { CliError } from '../CliError.js';
import { writePrivateFile } from '../output/writePrivateFile.js';
import { readVoucher } from './readVoucher.js';
import type { VoucherFile } from './voucherFileSchema.js';

/**
 * Puts a voucher into its file before it is issued, for its owner alone to read. A file with a voucher of the same amount and payees is one
 * whose issue was interrupted: that one is issued then, and not a second one.
 *
 * @returns the voucher that the file has. @throws CliError FILE_EXISTS with anything else in it, FILE_UNWRITABLE, FILE_UNREADABLE.
 */
export async function keepVoucher(file: string, voucher: VoucherFile): Promise<VoucherFile> {
  try {
    await writePrivateFile(file, voucher);
    return voucher;
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'FILE_EXISTS') throw error;
    const kept = await readVoucher(file).catch((cause: unknown) => {
      if (cause instanceof CliError && cause.code === 'VOUCHER_INVALID') throw error;
      throw cause;
    });
    if (kept.amount !== voucher.amount || !isDeepStrictEqual(kept.payees, voucher.payees)) throw error;
    return kept;
  }
}

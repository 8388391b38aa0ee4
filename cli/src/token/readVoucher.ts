import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseJsonWith } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import { voucherFileSchema, type VoucherFile } from './voucherFileSchema.js';

/**
 * A voucher from its file, or with `-` from standard input: its code is no argument, which others on the machine could see.
 *
 * @throws CliError FILE_UNREADABLE, VOUCHER_INVALID.
 */
export async function readVoucher(file: string): Promise<VoucherFile> {
  const content = await (file === '-' ? text(process.stdin) : contentOf(file));
  try {
    return parseJsonWith(voucherFileSchema, content);
  } catch (cause) {
    throw new CliError('VOUCHER_INVALID', 'this is no voucher that `acequia token voucher issue` wrote', {
      cause,
    });
  }
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CliError('FILE_UNREADABLE', `${file} cannot be read`, { cause });
  }
}

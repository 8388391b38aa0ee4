import { sha256Hex } from './hash.js';

/** Keeps the hash from meaning anything elsewhere. */
const VOUCHER = 'acequia voucher v1\n';

/** What a voucher shows of its code: a hash that fits this voucher alone. @param code 16 random bytes, hex. */
export function voucherCodeHash(voucherId: string, code: string): string {
  return sha256Hex(`${VOUCHER}${voucherId}\n${code}`);
}

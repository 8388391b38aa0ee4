import { CliError } from '../CliError.js';
import { parseMoment } from '../delegation/parseMoment.js';

const DAY = 86_400;

/**
 * Until when a voucher can be redeemed, ledger seconds.
 *
 * @param now ledger seconds. @throws CliError TIMES_WRONG, TIME_INVALID.
 */
export function voucherExpiry(
  { days, until }: { readonly days?: number; readonly until?: string },
  now: number,
  zone: string,
): number {
  if ((days === undefined) === (until === undefined)) {
    throw new CliError('TIMES_WRONG', 'say how long it can be redeemed: either --days or --until');
  }
  const expiresAt = until === undefined ? now + (days ?? 0) * DAY : parseMoment(until, zone);
  if (expiresAt > now) return expiresAt;
  throw new CliError('TIMES_WRONG', 'a voucher cannot end in the past');
}

import { formatMoment } from '../format/formatMoment.js';
import { formatTable } from '../format/formatTable.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import type { ListedVoucher } from './everyVoucher.js';

const STATES: Readonly<Record<ListedVoucher['state'], string>> = {
  open: 'can be redeemed',
  expired: 'expired',
  redeemed: 'redeemed',
  reclaimed: 'taken back',
};

/** The community's vouchers and what became of them. Their codes are with who was given them. */
export function renderVouchers(
  vouchers: readonly ListedVoucher[],
  { community, token }: Pick<CommunityFile, 'community' | 'token'>,
): string[] {
  if (vouchers.length === 0) return ['There is no voucher.'];
  const table = formatTable(
    [
      { heading: 'voucher', align: 'left' },
      { heading: 'amount', align: 'right' },
      { heading: 'for', align: 'left' },
      { heading: 'until', align: 'left' },
      { heading: 'state', align: 'left' },
    ],
    vouchers.map(({ voucherId, amount, payees, expiresAt, state }) => [
      voucherId,
      formatTokens(BigInt(amount), token),
      payees.length === 0 ? 'anybody' : payees.join(' '),
      formatMoment(expiresAt, community.timeZone),
      STATES[state],
    ]),
  );
  const hasExpired = vouchers.some(({ state }) => state === 'expired');
  return hasExpired ? [...table, 'Next: acequia token voucher refund VOUCHER'] : table;
}

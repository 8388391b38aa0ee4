import type { WithdrawalRecord } from '@acequia/protocol';
import { formatMoment } from '../format/formatMoment.js';
import { formatMoney } from '../format/formatMoney.js';
import { formatTable } from '../format/formatTable.js';
import type { CommunityFile } from '../init/communityFileSchema.js';

/** What the bank has to pay out. */
export function renderWithdrawals(
  withdrawals: readonly WithdrawalRecord[],
  { currency, timeZone }: CommunityFile['community'],
): string[] {
  if (withdrawals.length === 0) return ['Nobody waits for a payment.'];
  return [
    ...formatTable(
      [
        { heading: 'withdrawal', align: 'left' },
        { heading: 'asked on', align: 'left' },
        { heading: 'amount', align: 'right' },
        { heading: 'account', align: 'left' },
      ],
      withdrawals.map(({ withdrawalId, at, amount, accountId }) => [
        withdrawalId,
        formatMoment(at, timeZone),
        formatMoney(BigInt(amount), currency),
        accountId,
      ]),
    ),
    'Next: pay them at the bank, then acequia token settle WITHDRAWAL --reference NUMBER',
  ];
}

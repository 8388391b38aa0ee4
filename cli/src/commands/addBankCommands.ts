import type { Command } from 'commander';
import { CliError } from '../CliError.js';
import type { CommandContext } from '../CommandContext.js';
import { formatMoney } from '../format/formatMoney.js';
import { withLedger } from '../ledger/withLedger.js';
import { moneyInMinor } from '../token/moneyInMinor.js';
import { openWithdrawals } from '../token/openWithdrawals.js';
import { renderWithdrawals } from '../token/renderWithdrawals.js';
import { tokenGroup } from './tokenGroup.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

interface RunOption {
  readonly run: string;
}
interface SettleOptions extends RunOption {
  readonly reference?: string;
  readonly refuse?: boolean;
}

/** What the operator does with the bank: `acequia token book|withdrawals|settle`. */
export function addBankCommands(program: Command, { output }: CommandContext): void {
  const group = tokenGroup(program);
  group
    .command('book <account> <amount>')
    .description('book money that came in at the bank for an account: tokens can be bought for it')
    .requiredOption('--reference <number>', "the bank's number of the booking, such as 20160901-000123")
    .option(...RUN_OPTION)
    .action(async (accountId: string, text: string, options: RunOption & { readonly reference: string }) => {
      const { run, reference } = options;
      await withLedger(run, 'operator', async ({ client, state }) => {
        const { currency } = state.file.community;
        const amount = moneyInMinor(text, currency);
        await client.ledger.token.depositCurrency({ accountId, amount, reference });
        output().result({ accountId, amount, reference }, [
          `${formatMoney(BigInt(amount), currency)} are booked for ${accountId}.`,
        ]);
      });
    });
  group
    .command('withdrawals')
    .description('who waits for a payment of the bank')
    .option(...RUN_OPTION)
    .action(async ({ run }: RunOption) => {
      await withLedger(run, 'operator', async ({ client, state }) => {
        const withdrawals = await openWithdrawals(client);
        output().result({ withdrawals }, renderWithdrawals(withdrawals, state.file.community));
      });
    });
  group
    .command('settle <withdrawal>')
    .description(
      'say that the bank has paid a withdrawal, or with --refuse give the money back to the account',
    )
    .option('--reference <number>', "the bank's number of the payment")
    .option('--refuse', 'the bank does not pay')
    .option(...RUN_OPTION)
    .action(async (withdrawalId: string, options: SettleOptions) => {
      const settlement = settlementOf(options);
      await withLedger(options.run, 'operator', ({ client }) =>
        client.ledger.token.settleWithdrawal({ withdrawalId, settlement }),
      );
      output().result({ withdrawalId, ...settlement }, [
        settlement.outcome === 'paid' ? 'The withdrawal is paid.' : 'The money is back in the account.',
      ]);
    });
}

function settlementOf({
  reference,
  refuse,
}: SettleOptions):
  { readonly outcome: 'refused' } | { readonly outcome: 'paid'; readonly reference: string } {
  if (refuse === true && reference === undefined) return { outcome: 'refused' };
  if (refuse !== true && reference !== undefined) return { outcome: 'paid', reference };
  throw new CliError('SETTLEMENT_UNCLEAR', 'give either --reference with the payment’s number, or --refuse');
}

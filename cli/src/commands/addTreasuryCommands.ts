import type { Command } from 'commander';
import type { CommandContext } from '../CommandContext.js';
import { formatMoney } from '../format/formatMoney.js';
import { formatTokens } from '../format/formatTokens.js';
import { withLedger } from '../ledger/withLedger.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';
import { fundReserve } from '../token/fundReserve.js';
import { moneyInMinor } from '../token/moneyInMinor.js';
import { payFrom } from '../token/payFrom.js';
import { tokenGroup } from './tokenGroup.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

interface RunOption {
  readonly run: string;
}

/** What the community does with its own tokens and money: `acequia token pay|fund`. */
export function addTreasuryCommands(program: Command, { output }: CommandContext): void {
  const group = tokenGroup(program);
  group
    .command('pay <account> <tokens>')
    .description("pay tokens out of the community's own account, such as to a home that shall have some")
    .option(...RUN_OPTION)
    .action(async (to: string, text: string, { run }: RunOption) => {
      await withLedger(run, 'owner', async ({ client, state }) => {
        const { token } = state.file;
        const amount = tokensInMinor(text, token);
        await payFrom(client.ledger, { from: state.treasury, to, amount });
        output().result({ to, amount }, [`${formatTokens(BigInt(amount), token)} are paid to ${to}.`]);
      });
    });
  group
    .command('fund <amount>')
    .description("put money of the community's into the reserve")
    .requiredOption('--reference <number>', "the bank's number of the booking")
    .option(...RUN_OPTION)
    .action(async (text: string, { run, reference }: RunOption & { readonly reference: string }) => {
      await withLedger(run, 'owner', async ({ client, state }) => {
        const { currency } = state.file.community;
        const amount = moneyInMinor(text, currency);
        await fundReserve(client.ledger, { treasury: state.treasury, amount, reference });
        output().result({ amount, reference }, [
          `${formatMoney(BigInt(amount), currency)} are in the reserve. Next: acequia token reserve`,
        ]);
      });
    });
}

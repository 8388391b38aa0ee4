import type { Command } from 'commander';
import type { CommandContext } from '../CommandContext.js';
import { formatMoney } from '../format/formatMoney.js';
import { formatTokens } from '../format/formatTokens.js';
import { withLedger } from '../ledger/withLedger.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';
import { changeReserve } from '../token/changeReserve.js';
import { moneyInMinor } from '../token/moneyInMinor.js';
import { tokenGroup } from './tokenGroup.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

interface SupplyOptions {
  readonly run: string;
  readonly reference: string;
}
const REFERENCE = [
  '--reference <text>',
  'what the decision is called, such as assembly-2016-4: the same again has no second effect',
] as const;
const NEXT = 'Next: acequia token reserve, then acequia token open --buy AMOUNT --sell AMOUNT';

/** What the owner does while the counter is closed: `acequia token create|withdraw-reserve`. */
export function addSupplyCommands(program: Command, { output }: CommandContext): void {
  const group = tokenGroup(program);
  group
    .command('create <account> <tokens>')
    .description(
      'make new tokens for an account, as far as the reserve can buy them back; the counter is closed',
    )
    .requiredOption(...REFERENCE)
    .option(...RUN_OPTION)
    .action(async (destination: string, text: string, { run, reference }: SupplyOptions) => {
      const out = output();
      await withLedger(run, 'owner', async ({ client, state }) => {
        const { token } = state.file;
        const amount = tokensInMinor(text, token);
        await changeReserve(client.ledger, { kind: 'create', destination, amount, reference }, (line) => {
          out.progress(line);
        });
        out.result({ destination, amount, reference }, [
          `${formatTokens(BigInt(amount), token)} are made for ${destination}.`,
          NEXT,
        ]);
      });
    });
  group
    .command('withdraw-reserve <amount>')
    .description(
      "take money that the reserve does not need into the community's own account; the counter is closed",
    )
    .requiredOption(...REFERENCE)
    .option(...RUN_OPTION)
    .action(async (text: string, { run, reference }: SupplyOptions) => {
      const out = output();
      await withLedger(run, 'owner', async ({ client, state }) => {
        const { currency } = state.file.community;
        const amount = moneyInMinor(text, currency);
        const change = { kind: 'withdraw', destination: state.treasury, amount, reference } as const;
        await changeReserve(client.ledger, change, (line) => {
          out.progress(line);
        });
        out.result({ destination: state.treasury, amount, reference }, [
          `${formatMoney(BigInt(amount), currency)} are out of the reserve, in the community's own account ${state.treasury}.`,
          NEXT,
        ]);
      });
    });
}

import { random16Hex, toLedgerTime } from '@acequia/protocol';
import type { Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { formatMoment } from '../format/formatMoment.js';
import { formatTokens } from '../format/formatTokens.js';
import { readLedger } from '../ledger/readLedger.js';
import { withLedger } from '../ledger/withLedger.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';
import { everyVoucher } from '../token/everyVoucher.js';
import { issueIntoFile } from '../token/issueIntoFile.js';
import { knownVoucher } from '../token/knownVoucher.js';
import { readVoucher } from '../token/readVoucher.js';
import { renderVouchers } from '../token/renderVouchers.js';
import { voucherExpiry } from '../token/voucherExpiry.js';
import { commandGroup } from './commandGroup.js';
import { tokenGroup } from './tokenGroup.js';
import { parseInteger } from './parseInteger.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

interface RunOption {
  readonly run: string;
}
interface IssueOptions extends RunOption {
  readonly days?: number;
  readonly until?: string;
  readonly for?: readonly string[];
}

/** `acequia token voucher issue|list|redeem|refund`. A voucher is a file: its code is never an argument, and never printed. */
export function addVoucherCommands(program: Command, context: CommandContext): void {
  const group = commandGroup(tokenGroup(program), 'voucher', 'tokens for who has a file');
  addIssue(group, context);
  addList(group, context);
  addRedeem(group, context);
  addRefund(group, context);
}

function addIssue(group: Command, { output }: CommandContext): void {
  group
    .command('issue <tokens> <file>')
    .description("write a voucher of the community's into a new file, and set its tokens aside")
    .option('--days <number>', 'for how many days it can be redeemed', parseInteger(1, 3660))
    .option('--until <time>', 'or until when, such as 2016-12-31')
    .option('--for <account...>', 'who alone may redeem it; whoever has the file, when absent')
    .option(...RUN_OPTION)
    .action(async (text: string, file: string, options: IssueOptions) => {
      await withLedger(options.run, 'owner', async ({ client, state }) => {
        const { token, community } = state.file;
        const now = toLedgerTime(state.clock, Date.now());
        const asked = {
          version: 1 as const,
          voucherId: random16Hex(),
          code: random16Hex(),
          amount: tokensInMinor(text, token),
          payees: [...(options.for ?? [])],
          expiresAt: voucherExpiry(options, now, community.timeZone),
        };
        const issue = { issuer: state.treasury, file, voucher: asked, now };
        const { voucher, isNew } = await issueIntoFile(client.ledger, issue);
        const { voucherId, amount, payees, expiresAt } = voucher;
        const until = formatMoment(expiresAt, community.timeZone);
        if (!isNew)
          output().progress(`${file} had this voucher from before: it ends when it was to end then.`);
        const who = payees.length === 0 ? 'Whoever has' : 'Who is named and has';
        output().result({ voucherId, file, amount, payees, expiresAt }, [
          `Voucher ${voucherId} of ${formatTokens(BigInt(amount), token)} can be redeemed until ${until}.`,
          `${who} ${file} can redeem it: acequia token voucher redeem ${file}`,
        ]);
      });
    });
}

function addList(group: Command, { output }: CommandContext): void {
  group
    .command('list')
    .description('all vouchers, and what became of them')
    .option(...RUN_OPTION)
    .action(async ({ run }: RunOption) => {
      await withLedger(run, 'operator', async ({ client, state }) => {
        const vouchers = await everyVoucher(client, toLedgerTime(state.clock, Date.now()));
        output().result({ vouchers }, renderVouchers(vouchers, state.file));
      });
    });
}

function addRedeem(group: Command, { output }: CommandContext): void {
  withAgentOptions(
    group
      .command('redeem <file>')
      .description('as a home: take the tokens of a voucher; - reads standard input'),
  ).action(async (file: string, options: AgentOptions) => {
    const voucher = await readVoucher(file);
    const { voucherId, code } = voucher;
    const { homeId, agent, state } = await openAgent(options);
    const amount = await readLedger({ run: options.run, home: homeId }, async ({ ledger }) =>
      knownVoucher(ledger, voucher),
    );
    // Named by the voucher: asked for again after an interruption it is the same request.
    await agent.redeem({ requestId: voucherId, voucherId, code });
    const words = `${homeId} has taken the voucher's ${formatTokens(BigInt(amount), state.file.token)}.`;
    output().result({ homeId, voucherId, amount }, [words, 'Next: acequia token balance']);
  });
}

function addRefund(group: Command, { output }: CommandContext): void {
  group
    .command('refund <voucher>')
    .description("take the tokens of an expired voucher of the community's back")
    .option(...RUN_OPTION)
    .action(async (voucherId: string, { run }: RunOption) => {
      await withLedger(run, 'owner', async ({ client, state }) => {
        await client.ledger.token.reclaimVoucher({ voucherId });
        const { amount } = await client.ledger.token.getVoucher({ voucherId });
        output().result({ voucherId, amount }, [
          `${formatTokens(BigInt(amount), state.file.token)} are back in the community's own account.`,
        ]);
      });
    });
}

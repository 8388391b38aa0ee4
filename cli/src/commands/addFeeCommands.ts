import type { Command } from 'commander';
import { CliError } from '../CliError.js';
import type { CommandContext } from '../CommandContext.js';
import { formatTokens } from '../format/formatTokens.js';
import { readLedger, withReaderOptions, type ReaderOptions } from '../ledger/readLedger.js';
import { withLedger } from '../ledger/withLedger.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';
import { payRewards } from '../token/payRewards.js';
import { percentInBp } from '../token/percentInBp.js';
import { renderFees } from '../token/renderFees.js';
import { tokenGroup } from './tokenGroup.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

interface FeeOptions {
  readonly transfer?: string;
  readonly rewards?: string;
}
interface RewardOptions {
  readonly run: string;
  readonly reference?: string;
  readonly upTo?: string;
}
/** More the contract does not take. */
const MOST_FEE = 10;

/** What payments of tokens cost, and what is done with it: `acequia token fees|reward`. */
export function addFeeCommands(program: Command, { output }: CommandContext): void {
  const group = tokenGroup(program);
  withReaderOptions(
    group
      .command('fees')
      .description("what paying tokens costs; with --transfer or --rewards, change it as the token's owner")
      .option('--transfer <percent>', `of what is paid, on top of it: at most ${String(MOST_FEE)}`)
      .option('--rewards <percent>', 'of each fee, set aside for those who run a node'),
  ).action(async ({ transfer, rewards, ...options }: ReaderOptions & FeeOptions) => {
    const wish = {
      ...(transfer === undefined ? {} : { transferFeeBp: percentInBp(transfer, MOST_FEE) }),
      ...(rewards === undefined ? {} : { rewardBp: percentInBp(rewards, 100) }),
    };
    const isChange = Object.keys(wish).length > 0;
    if (isChange && (options.home !== undefined || options.auditor === true)) {
      throw new CliError('OPTIONS_WRONG', 'the owner alone changes fees: leave --home and --auditor out');
    }
    const fees = isChange
      ? await withLedger(options.run, 'owner', async ({ client: { ledger } }) => {
          await ledger.token.setFees({ ...(await ledger.token.getFees()), ...wish });
          // At the same peer: another may be behind.
          return ledger.token.getFees();
        })
      : await readLedger(options, async ({ ledger }) => ledger.token.getFees());
    output().result(fees, renderFees(fees));
  });
  group
    .command('reward <account>')
    .description('pay what fees have set aside to somebody who runs a node')
    .option('--up-to <tokens>', 'no more than that: rewards are paid in the parts in which fees came in')
    .option(
      '--reference <text>',
      'with --up-to, what the community calls its decision: the same has no second effect',
    )
    .option(...RUN_OPTION)
    .action(async (to: string, { run, upTo, reference }: RewardOptions) => {
      if ((upTo === undefined) !== (reference === undefined)) {
        throw new CliError('OPTIONS_WRONG', 'give --up-to and --reference together, or neither of them');
      }
      await withLedger(run, 'owner', async ({ client, state }) => {
        const { token } = state.file;
        const most = upTo === undefined ? undefined : BigInt(tokensInMinor(upTo, token));
        const part = most === undefined || reference === undefined ? {} : { part: { most, reference } };
        const amount = await payRewards(client.ledger, { fund: state.fund, to, ...part });
        output().result({ to, amount: amount.toString() }, [
          amount === 0n
            ? 'The reward was paid before: nothing is paid for the same decision again.'
            : `${formatTokens(amount, token)} are paid to ${to} as a reward.`,
        ]);
      });
    });
}

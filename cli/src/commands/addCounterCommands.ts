import { orUnknown } from '@acequia/protocol/fabric';
import type { Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { formatMoney } from '../format/formatMoney.js';
import { formatTokens } from '../format/formatTokens.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { readLedger } from '../ledger/readLedger.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';
import { counterOffer } from '../token/counterOffer.js';
import { counterRequest } from '../token/counterRequest.js';
import { moneyInMinor } from '../token/moneyInMinor.js';
import { renderPrice } from '../token/renderPrice.js';
import { tokenGroup } from './tokenGroup.js';

interface RequestOptions extends AgentOptions {
  readonly request?: string;
}
interface CounterOptions extends RequestOptions {
  readonly least?: string;
}

/** What is given and what is got, as people write and read it. */
interface Side {
  readonly argument: string;
  readonly description: string;
  readonly given: (text: string, file: CommunityFile) => string;
  readonly got: (text: string, file: CommunityFile) => string;
  readonly words: (given: bigint, got: bigint, file: CommunityFile) => string;
}

const tokens = (text: string, { token }: CommunityFile): string => tokensInMinor(text, token);
const money = (text: string, { community }: CommunityFile): string => moneyInMinor(text, community.currency);
const SIDES: Readonly<Record<'buy' | 'sell', Side>> = {
  buy: {
    argument: '<amount>',
    description: "buy tokens at the community's counter, for at most so much money of the home's",
    given: money,
    got: tokens,
    words: (given, got, { token, community }) =>
      `has bought ${formatTokens(got, token)} or more for at most ${formatMoney(given, community.currency)}.`,
  },
  sell: {
    argument: '<tokens>',
    description: "sell tokens back at the community's counter",
    given: tokens,
    got: money,
    words: (given, got, { token, community }) =>
      `has sold ${formatTokens(given, token)} for ${formatMoney(got, community.currency)} or more.`,
  },
};

const REQUEST = [
  '--request <name>',
  'the request that was told when this was interrupted: it is done once',
] as const;

/** A household's `acequia token buy|sell|payout`. */
export function addCounterCommands(program: Command, context: CommandContext): void {
  const group = tokenGroup(program);
  addSide(group, 'buy', context);
  addSide(group, 'sell', context);
  withAgentOptions(
    group
      .command('payout <amount>')
      .description("have the bank pay out money of the home's that the community has in its books")
      .option(...REQUEST),
  ).action(async (text: string, options: RequestOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const { currency } = state.file.community;
    const amount = moneyInMinor(text, currency);
    const request = { step: `payout ${homeId}`, amount, name: options.request };
    const requestId = counterRequest(request, context.output());
    await agent.payout({ requestId, amount });
    context
      .output()
      .result({ homeId, withdrawalId: requestId, amount }, [
        `The community is asked to have the bank pay ${formatMoney(BigInt(amount), currency)} to ${homeId}.`,
        'Next, as the operator: acequia token withdrawals',
      ]);
  });
}

function addSide(group: Command, side: 'buy' | 'sell', { output }: CommandContext): void {
  const { argument, description, given, got, words } = SIDES[side];
  withAgentOptions(
    group
      .command(`${side} ${argument}`)
      .description(description)
      .option('--least <amount>', 'the least to get for it; what the price that is shown gives, when absent')
      .option(...REQUEST),
  ).action(async (text: string, options: CounterOptions) => {
    const out = output();
    const { homeId, agent, state } = await openAgent(options);
    const { file } = state;
    const amount = given(text, file);
    const least = await readLedger({ run: options.run, home: homeId }, async ({ ledger }) => {
      const price = await orUnknown(ledger.token.getPrice(), /^PRICE_UNKNOWN$/);
      for (const line of renderPrice(price, [], file)) out.progress(line);
      const offered = counterOffer(side, amount, price);
      return options.least === undefined ? offered.toString() : got(options.least, file);
    });
    const requestId = counterRequest({ step: `${side} ${homeId}`, amount, name: options.request }, out);
    await agent.trade(side, { requestId, amount, least });
    out.result({ homeId, side, amount, least, requestId }, [
      `${homeId} ${words(BigInt(amount), BigInt(least), file)}`,
      'Next: acequia token balance',
    ]);
  });
}

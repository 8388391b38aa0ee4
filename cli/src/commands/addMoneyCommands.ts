import { random16Hex } from '@acequia/protocol';
import type { Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { formatTokens } from '../format/formatTokens.js';
import { tokensInMinor } from '../rules/tokensInMinor.js';
import { renderMoney } from '../token/renderMoney.js';
import { tokenGroup } from './tokenGroup.js';

/** A household's `acequia token balance|deposit|withdraw`. */
export function addMoneyCommands(program: Command, { output }: CommandContext): void {
  const group = tokenGroup(program);
  withAgentOptions(
    group.command('balance').description('what the home has, itself and on account with the community'),
  ).action(async (options: AgentOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const money = await agent.money();
    output().result({ homeId, ...money }, renderMoney(homeId, money, state.file));
  });
  withAgentOptions(
    group
      .command('deposit <tokens>')
      .description('pay into the account with the community, from which fees and trades are paid'),
  ).action(async (tokens: string, options: AgentOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const { token } = state.file;
    const amount = tokensInMinor(tokens, token);
    await agent.deposit({ requestId: random16Hex(), amount });
    const paid = `${homeId} has paid ${formatTokens(BigInt(amount), token)} into its account with the community.`;
    output().result({ homeId, amount }, [paid, 'Next: acequia token balance']);
  });
  withAgentOptions(
    group.command('withdraw <tokens>').description('have the community pay out what the home has with it'),
  ).action(async (tokens: string, options: AgentOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const { token } = state.file;
    const amount = tokensInMinor(tokens, token);
    const messageId = await agent.withdraw(amount);
    const asked = `The community is asked to pay ${formatTokens(BigInt(amount), token)} out to ${homeId}, or all that there is.`;
    output().result({ homeId, amount, messageId }, [asked, 'Next: acequia token balance']);
  });
}

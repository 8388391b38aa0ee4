import type { Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { findBreach } from '../market/findBreach.js';
import { renderBreaches } from '../market/renderBreaches.js';
import { commandGroup } from './commandGroup.js';

/** A household's `acequia market claims|dispute`. */
export function addClaimCommands(program: Command, { output }: CommandContext): void {
  const group = commandGroup(program, 'market', 'energy and water from neighbour to neighbour');
  withAgentOptions(
    group.command('claims').description('what the community says that the home used though it had sold it'),
  ).action(async (options: AgentOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const breaches = await agent.breaches();
    output().result({ homeId, breaches }, renderBreaches(homeId, breaches, state.file));
  });
  withAgentOptions(
    group
      .command('dispute')
      .description('say that the home did not use what it had sold: an auditor decides')
      .argument('<sale>', 'as `acequia market claims` names it'),
  ).action(async (sale: string, options: AgentOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const { auctionId } = findBreach(await agent.breaches(), sale);
    const breaches = await agent.disputeBreach(auctionId);
    output().result({ homeId, breaches }, renderBreaches(homeId, breaches, state.file));
  });
}

import type { Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { renderBreaches } from '../market/renderBreaches.js';
import { marketGroup } from './marketGroup.js';

/** A household's `acequia market claims`. */
export function addClaimCommands(program: Command, { output }: CommandContext): void {
  const group = marketGroup(program);
  withAgentOptions(
    group.command('claims').description('why the community says that the home used what it had sold'),
  ).action(async (options: AgentOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const breaches = await agent.breaches();
    output().result({ homeId, breaches }, renderBreaches(homeId, breaches, state.file));
  });
}

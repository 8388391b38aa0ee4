import type { Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { renderKeys } from '../keys/renderKeys.js';

/** `acequia keys show|rotate`. */
export function addKeysCommands(program: Command, { output }: CommandContext): void {
  const group = program.command('keys').description("a home's keys");

  withAgentOptions(group.command('show').description('what the home publishes of its keys')).action(
    async (options: AgentOptions) => {
      const { homeId, agent, state } = await openAgent(options);
      const keys = await agent.keys();
      output().result({ homeId, ...keys }, renderKeys(homeId, keys, state.file.community.timeZone));
    },
  );

  withAgentOptions(
    group
      .command('rotate')
      .description('make new keys now, such as when somebody may have got at the old ones'),
  ).action(async (options: AgentOptions) => {
    const { homeId, agent, state } = await openAgent(options);
    const keys = await agent.rotateKeys();
    output().result({ homeId, ...keys }, [
      'New keys are in use; what comes under the old ones is not taken any more.',
      ...renderKeys(homeId, keys, state.file.community.timeZone),
    ]);
  });
}

import type { Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { renderConsent } from '../consent/renderConsent.js';
import { writePrivateFile } from '../output/writePrivateFile.js';

/** `acequia consent show|export`. */
export function addConsentCommands(program: Command, { output }: CommandContext): void {
  const group = program.command('consent').description("who could read what of a home's, when and why");

  withAgentOptions(group.command('show').description('the whole log')).action(
    async (options: AgentOptions) => {
      const { agent, state } = await openAgent(options);
      const log = await agent.consent();
      output().result(log, renderConsent(log, state.file.community.timeZone));
    },
  );

  withAgentOptions(
    group.command('export <file>').description('the whole log, as JSON, into a new file'),
  ).action(async (file: string, options: AgentOptions) => {
    const { agent } = await openAgent(options);
    const log = await agent.consent();
    await writePrivateFile(file, log);
    const entries = log.entries.length;
    output().result({ file, entries }, [`${String(entries)} entries are in ${file}. It is private.`]);
  });
}

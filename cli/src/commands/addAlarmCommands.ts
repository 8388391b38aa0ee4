import type { Command } from 'commander';
import { openAgent, type AgentOptions } from '../agent/openAgent.js';
import { withAgentOptions } from '../agent/withAgentOptions.js';
import { alarmLine } from '../alarm/alarmLine.js';
import { renderAlarms } from '../alarm/renderAlarms.js';
import { renderSentAlarms } from '../alarm/renderSentAlarms.js';
import { openApi, type ApiOptions } from '../api/openApi.js';
import type { CommandContext } from '../CommandContext.js';
import { InitStore } from '../init/InitStore.js';
import type { Output } from '../output/Output.js';
import { RunFolder } from '../run/RunFolder.js';
import { untilInterrupted } from '../run/untilInterrupted.js';

const MOST_SENT = 200;

/** `acequia alarm list|watch`. */
export function addAlarmCommands(program: Command, { output }: CommandContext): void {
  const group = program.command('alarm').description('alarms of a home and of those it watches over');

  withAgentOptions(
    group.command('list').description('the alarms that this home has opened, the newest first'),
  )
    .option('--sent', 'instead: what the community has sent to whom, for the operator')
    .option('--api <url>', "with --sent: a gateway's API; by default the community's of the run folder")
    .action(async (options: AgentOptions & ApiOptions & { readonly sent?: boolean }) => {
      if (options.sent === true) {
        await listSent(options, output());
        return;
      }
      const { agent, state } = await openAgent(options);
      const alarms = await agent.alarms();
      output().result({ alarms }, renderAlarms(alarms, state.file));
    });

  withAgentOptions(
    group
      .command('watch')
      .description('each alarm as it comes, until Ctrl-C; with --json one JSON document a line'),
  ).action(async (options: AgentOptions) => {
    await watch(options, output());
  });
}

async function listSent(options: ApiOptions, output: Output): Promise<void> {
  const api = await openApi(options);
  const { file } = await new InitStore(new RunFolder(options.run).stateFile).get();
  const alarms = await api.sentAlarms(MOST_SENT);
  output.result({ alarms }, renderSentAlarms(alarms, file));
}

async function watch(options: AgentOptions, output: Output): Promise<void> {
  const { homeId, agent, state } = await openAgent(options);
  const ending = new AbortController();
  void untilInterrupted().then(() => {
    ending.abort();
  });
  output.progress(`watching for alarms at ${homeId}; stop: Ctrl-C`);
  for await (const { event, data } of agent.events(ending.signal)) {
    if (event === 'alarm') output.line(data, alarmLine(data.alarm, state.file));
  }
}

import type { Command } from 'commander';
import type { UseAnswer } from '../api/answers.js';
import type { CommunityApi } from '../api/CommunityApi.js';
import { openApi, type ApiOptions } from '../api/openApi.js';
import { withApiOptions } from '../api/withApiOptions.js';
import { CliError } from '../CliError.js';
import type { CommandContext } from '../CommandContext.js';
import { readAgentStatus } from '../home/readAgentStatus.js';
import { renderHome } from '../home/renderHome.js';
import { renderHomeList } from '../home/renderHomeList.js';
import { RunFolder } from '../run/RunFolder.js';

/** `acequia home list|show`. */
export function addHomeCommands(program: Command, { output }: CommandContext): void {
  const group = program.command('home').description('homes: use against quota, meters, bills');

  withApiOptions(group.command('list').description('every home and its use of the present period')).action(
    async (options: ApiOptions) => {
      const api = await openApi(options);
      const homes = await api.homes();
      const uses = await Promise.all(homes.map(({ homeId }) => useOf(api, homeId)));
      const list = homes.map((home, i) => ({ home, use: uses[i] }));
      output().result(
        { homes: list.map(({ home, use }) => ({ ...home, use: use ?? null })) },
        renderHomeList(list),
      );
    },
  );

  withApiOptions(
    group
      .command('show <home>')
      .description('one home: use against quota, meters and their queues, bills')
      .option('--period <month>', 'another period than the present'),
  ).action(async (homeId: string, options: ApiOptions & { readonly period?: string }) => {
    const api = await openApi(options);
    const [home, use, bills, community, agent] = await Promise.all([
      api.home(homeId),
      useOf(api, homeId, options.period),
      api.bills(homeId),
      api.community(),
      readAgentStatus(new RunFolder(options.run), homeId),
    ]);
    const facts = { home, use, bills, agent };
    output().result({ ...home, use: use ?? null, bills, agent: agent ?? null }, renderHome(facts, community));
  });
}

/** Undefined before the first period has started. */
async function useOf(api: CommunityApi, homeId: string, period?: string): Promise<UseAnswer | undefined> {
  try {
    return await api.use(homeId, period);
  } catch (error) {
    if (period === undefined && error instanceof CliError && error.code === 'PERIOD_UNKNOWN')
      return undefined;
    throw error;
  }
}

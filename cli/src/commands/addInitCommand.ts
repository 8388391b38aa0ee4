import { openNetwork } from '@acequia/network';
import type { Command } from 'commander';
import type { CommandContext } from '../CommandContext.js';
import { DEFAULTS } from '../defaults.js';
import { initCommunity } from '../init/initCommunity.js';
import { readCommunity } from '../init/readCommunity.js';
import { sourceLine } from '../init/sourceLine.js';
import { RunFolder } from '../run/RunFolder.js';
import { dataOption } from './dataOption.js';

interface InitCommandOptions {
  readonly file?: string;
  readonly network: string;
  readonly run: string;
  readonly data: string;
}

/** `acequia init`: registers a community, its parties, homes, meters, tariff and first period. */
export function addInitCommand(program: Command, { output }: CommandContext): void {
  program
    .command('init')
    .description('register a community on the network; an interrupted init is carried on')
    .option('--file <community.yaml>', 'what the community is; asked on a terminal when absent')
    .option('--network <folder>', "the network's folder", DEFAULTS.networkDir)
    .option(
      '--run <folder>',
      "where keys, configuration and data of the community's programs go",
      DEFAULTS.runDir,
    )
    .addOption(dataOption())
    .action(async (options: InitCommandOptions) => {
      const out = output();
      const network = openNetwork(options.network);
      const homes = network.description.organisations.filter(({ kind }) => kind === 'home').length;
      const { state, outcome } = await initCommunity({
        runDir: options.run,
        networkDir: options.network,
        network: network.description,
        community: () => readCommunity(options.file, homes),
        fileNamed: options.file !== undefined,
        dataDir: options.data,
        output: out,
      });
      const folder = new RunFolder(options.run);
      const { name } = state.file.community;
      out.result(
        {
          community: name,
          period: state.file.period,
          homes: state.homes.map(({ homeId, meters }) => ({
            homeId,
            devices: meters.map(({ deviceId }) => deviceId),
          })),
          clock: state.clock,
          api: `http://127.0.0.1:${String(state.apiPort)}`,
          run: folder.dir,
          steps: outcome,
        },
        [
          sourceLine(state),
          `"${name}" is registered with ${String(state.homes.length)} homes; its first period is ${state.file.period}` +
            ` (${String(outcome.done)} steps now, ${String(outcome.before)} before).`,
          `Keys and configuration are in ${folder.dir}; the keys and init.json there are private.`,
          `Next: acequia run --run ${options.run}    (starts the gateway and the homes' agents)`,
        ],
      );
    });
}

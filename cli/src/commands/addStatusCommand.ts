import type { Command } from 'commander';
import { withApiOptions } from '../api/withApiOptions.js';
import type { CommandContext } from '../CommandContext.js';
import { DEFAULTS } from '../defaults.js';
import { collectStatus } from '../status/collectStatus.js';
import { renderStatus } from '../status/renderStatus.js';

interface StatusOptions {
  readonly network: string;
  readonly run: string;
  readonly api?: string;
}

/** `acequia status`: network, ledger time, windows, period and agents at a glance. */
export function addStatusCommand(program: Command, { output }: CommandContext): void {
  withApiOptions(program.command('status').description('network, ledger time, windows, period, agents'))
    .option(
      '--network <folder>',
      "the network's folder, where the run folder names none",
      DEFAULTS.networkDir,
    )
    .action(async ({ network, run, api }: StatusOptions) => {
      const facts = await collectStatus({
        networkDir: network,
        runDir: run,
        ...(api === undefined ? {} : { api }),
      });
      output().result(
        { network: facts.network ?? null, api: facts.api ?? null, agents: facts.agents },
        renderStatus(facts),
      );
    });
}

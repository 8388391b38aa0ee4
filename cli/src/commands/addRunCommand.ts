import type { Command } from 'commander';
import type { CommandContext } from '../CommandContext.js';
import { InitStore } from '../init/InitStore.js';
import { CommunityProcesses } from '../run/CommunityProcesses.js';
import { RunFolder } from '../run/RunFolder.js';
import { untilInterrupted } from '../run/untilInterrupted.js';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

interface RunOptions {
  readonly run: string;
  readonly homeGateways?: boolean;
}

/** `acequia run`: the community's gateway and the homes' agents, until interrupted. */
export function addRunCommand(program: Command, { output }: CommandContext): void {
  program
    .command('run')
    .description("run the community's gateway and every home's agent on this machine, until Ctrl-C")
    .option(...RUN_OPTION)
    .option('--home-gateways', 'run a gateway for every home too')
    .action(async (options: RunOptions) => {
      const out = output();
      const folder = new RunFolder(options.run);
      const state = await new InitStore(folder.stateFile).get();
      const processes = new CommunityProcesses(folder, state, options.homeGateways === true);
      const stopped = untilInterrupted();
      try {
        const api = await Promise.race([processes.start(), stopped]);
        if (api === undefined) return;
        for (const { name, pid } of processes.running) out.progress(`${name} runs (process ${String(pid)})`);
        out.progress(`API: ${api}   logs: ${folder.dir}/logs   stop: Ctrl-C`);
        await Promise.race([stopped, processes.watch()]);
      } finally {
        out.progress('stopping …');
        await processes.stop();
      }
      out.result({ stopped: true }, ['Stopped; nothing is lost: `acequia run` carries on.']);
    });
}

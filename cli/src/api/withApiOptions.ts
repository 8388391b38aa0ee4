import type { Command } from 'commander';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

/** Adds the options that `openApi` takes to a command. */
export function withApiOptions(command: Command): Command {
  return command
    .option('--api <url>', "a gateway's API; by default the community's of the run folder")
    .option(...RUN_OPTION);
}

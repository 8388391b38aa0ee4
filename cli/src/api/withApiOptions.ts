import type { Command } from 'commander';
import { DEFAULTS } from '../defaults.js';

/** Adds the options that `openApi` takes to a command. */
export function withApiOptions(command: Command): Command {
  return command
    .option('--api <url>', "a gateway's API; by default the community's of the run folder")
    .option('--run <folder>', "the community's folder, made by init", DEFAULTS.runDir);
}

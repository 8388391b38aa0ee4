import type { Command } from 'commander';
import { DEFAULTS } from '../defaults.js';

/** Adds the options that `openAgent` takes to a command. */
export function withAgentOptions(command: Command): Command {
  return command
    .option('--home <home>', 'for which home; need not be said where there is but one')
    .option('--run <folder>', "the community's folder, made by init", DEFAULTS.runDir);
}

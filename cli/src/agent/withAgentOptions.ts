import type { Command } from 'commander';
import { RUN_OPTION } from '../run/RUN_OPTION.js';

/** Adds the options that `openAgent` takes to a command. */
export function withAgentOptions(command: Command): Command {
  return command
    .option('--home <home>', 'for which home; need not be said where there is but one')
    .option(...RUN_OPTION);
}

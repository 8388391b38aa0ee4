import type { Output } from './output/Output.js';

/** What main gives every command. */
export interface CommandContext {
  /** Made when a command runs: only then is it known whether `--json` was given. */
  readonly output: () => Output;
}

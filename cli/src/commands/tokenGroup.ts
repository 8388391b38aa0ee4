import type { Command } from 'commander';
import { commandGroup } from './commandGroup.js';

/** `acequia token`, to which several files add. */
export function tokenGroup(program: Command): Command {
  return commandGroup(program, 'token', "the community's token");
}

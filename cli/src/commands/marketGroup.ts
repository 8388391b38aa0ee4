import type { Command } from 'commander';
import { commandGroup } from './commandGroup.js';

/** `acequia market`, to which several files add. */
export function marketGroup(program: Command): Command {
  return commandGroup(program, 'market', 'energy, water and power from neighbour to neighbour');
}

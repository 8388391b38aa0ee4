import type { Command } from 'commander';

/** A group of commands by its name, as it is or new: several files add to one. */
export function commandGroup(program: Command, name: string, description: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  return known ?? program.command(name).description(description);
}

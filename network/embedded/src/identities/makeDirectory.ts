import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, basename, join } from 'node:path';

/**
 * Makes a directory whole or not at all: `write` fills a hidden sibling, which then takes the name. What an interrupted call
 * left is thrown away by the next.
 */
export function makeDirectory(directory: string, write: (unfinished: string) => void): void {
  const parent = dirname(directory);
  const unfinished = join(parent, `.${basename(directory)}.unfinished`);
  mkdirSync(parent, { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  write(unfinished);
  renameSync(unfinished, directory);
}

import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { DateTime } from 'luxon';
import { CliError } from '../CliError.js';
import { askCommunity } from './askCommunity.js';
import { Asker } from './Asker.js';
import type { CommunityFile } from './communityFileSchema.js';
import { loadCommunityFile } from './loadCommunityFile.js';

/**
 * The community to register: from a file, or asked when there is a person at a terminal.
 *
 * @param homes how many homes the network has.
 * @throws CliError FILE_MISSING when there is neither.
 */
export async function readCommunity(file: string | undefined, homes: number): Promise<CommunityFile> {
  if (file !== undefined) return loadCommunityFile(file);
  if (!stdin.isTTY) {
    throw new CliError(
      'FILE_MISSING',
      'name a community file with --file; questions are asked only on a terminal',
    );
  }
  const terminal = createInterface({ input: stdin, output: stdout });
  try {
    const asker = new Asker(terminal, (line) => {
      stdout.write(`${line}\n`);
    });
    return await askCommunity(asker, DateTime.now().toFormat('yyyy-LL'), homes);
  } finally {
    terminal.close();
  }
}

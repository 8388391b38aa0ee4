import { open } from 'node:fs/promises';
import type { ConsentLog } from '@acequia/edge-agent';
import { CliError } from '../CliError.js';

/**
 * Writes the log as JSON into a file of its own, which its owner alone may read: it tells whom the home delegated to.
 *
 * @throws CliError FILE_EXISTS, FILE_UNWRITABLE.
 */
export async function writeConsent(file: string, log: ConsentLog): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(log, undefined, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') {
      throw new CliError('FILE_EXISTS', `${file} is there already: name another file`, { cause });
    }
    throw new CliError('FILE_UNWRITABLE', `${file} cannot be written`, { cause });
  }
}

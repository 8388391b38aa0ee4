import { open } from 'node:fs/promises';
import { CliError } from '../CliError.js';

/**
 * Writes JSON into a file of its own, which its owner alone may read; on the disk when it returns.
 *
 * @throws CliError FILE_EXISTS, FILE_UNWRITABLE.
 */
export async function writePrivateFile(file: string, content: unknown): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(content, undefined, 2)}\n`);
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

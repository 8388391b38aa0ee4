import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './syncFolder.js';
import { temporaryOf } from './temporaryOf.js';

/**
 * Replaces a file so that a crash at any moment, of the process or the machine, leaves either the old or the new content:
 * written under another name, synced, renamed, and the folder synced.
 *
 * @throws the file system's own error; the old content then still stands.
 */
export async function writeFileDurably(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = temporaryOf(path);
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

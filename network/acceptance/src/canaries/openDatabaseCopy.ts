import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';

/**
 * Opens a copy of a LevelDB, since opening changes it and a running peer holds its lock, and hands every key and value to
 * `visit`. goleveldb, which Fabric uses, writes the same format with the same order of keys.
 *
 * @returns the number of entries.
 * @throws Error of classic-level when the copy is no whole database.
 */
export async function openDatabaseCopy(folder: string, visit: (bytes: Uint8Array) => void): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), 'acequia-scan-'));
  try {
    const copy = join(scratch, 'db');
    await cp(folder, copy, { recursive: true });
    const database = new ClassicLevel<Buffer, Buffer>(copy, {
      createIfMissing: false,
      keyEncoding: 'buffer',
      valueEncoding: 'buffer',
    });
    await database.open();
    try {
      let entries = 0;
      for await (const [key, value] of database.iterator()) {
        visit(key);
        visit(value);
        entries++;
      }
      return entries;
    } finally {
      await database.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

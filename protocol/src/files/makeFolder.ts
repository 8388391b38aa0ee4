import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncFolder } from './syncFolder.js';

/** Makes a folder, with those above it, that its owner alone may enter; comes back when they are on the disk. */
export async function makeFolder(path: string): Promise<void> {
  const whole = resolve(path);
  const first = await mkdir(whole, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const above = dirname(first);
  for (let folder = whole; folder !== above; folder = dirname(folder)) await syncFolder(dirname(folder));
}

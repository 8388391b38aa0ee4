import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { NetworkError } from './NetworkError.js';
import { endProcesses } from './processes/endProcesses.js';
import { ProcessFile } from './processes/ProcessFile.js';
import type { NetworkPaths } from './topology/NetworkPaths.js';

/**
 * Makes a network's folder, or empties it of what an interrupted creation left there.
 *
 * @throws NetworkError `NETWORK_EXISTS` when the folder holds a complete network (open it), `NOT_A_NETWORK` when it holds
 * something else
 */
export async function makeRoom(paths: NetworkPaths): Promise<void> {
  await mkdir(paths.dir, { recursive: true });
  if (existsSync(paths.description)) {
    throw new NetworkError('NETWORK_EXISTS', `${paths.dir} holds a network; open it, or clean it first`);
  }
  const found = await readdir(paths.dir);
  if (found.length === 0) return;
  if (!existsSync(paths.plan)) {
    throw new NetworkError('NOT_A_NETWORK', `${paths.dir} is not empty and holds no network`);
  }
  await endProcesses(new ProcessFile(paths.processes).read());
  // The plan goes last: it marks the folder as ours while the rest is removed.
  for (const name of found.filter((entry) => entry !== basename(paths.plan))) {
    await rm(resolve(paths.dir, name), { recursive: true, force: true });
  }
}

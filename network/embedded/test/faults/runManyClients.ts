import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { ReadyDescription } from '../../src/network/describeReady.js';

export interface ManyClientsTask {
  readonly ready: ReadyDescription;
  /** Number of the first client. */
  readonly first: number;
  readonly count: number;
}

export interface ManyClientsResult {
  /** Clients whose query, and whose transaction if they had one, succeeded. */
  readonly done: number;
  /** How often one was told that there are too many requests. */
  readonly refusals: number;
  /** Different ones. */
  readonly errors: readonly string[];
}

/** Runs clients, each with a connection of its own, at once in a process of their own. */
export async function runManyClients(task: ManyClientsTask): Promise<ManyClientsResult> {
  const main = fileURLToPath(new URL('manyClientsMain.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [main, JSON.stringify(task)]);
  return JSON.parse(stdout) as ManyClientsResult;
}

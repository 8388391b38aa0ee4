import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseWith } from '../parseWith.js';
import { requestIdSchema } from '../schemas/primitives.js';
import type { SubmissionJournal } from './SubmissionJournal.js';
import { writeFileDurably } from '../files/writeFileDurably.js';

const FILE_NAME = /^([0-9a-f]{32})\.transaction$/;

/** A journal of one file per request id in a folder that belongs to one party of one channel. Survives kill -9. */
export class FileJournal implements SubmissionJournal {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async save(requestId: string, transaction: Uint8Array): Promise<void> {
    const path = this.#path(requestId);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFileDurably(path, transaction);
  }

  async find(requestId: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.#path(requestId));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async remove(requestId: string): Promise<void> {
    await rm(this.#path(requestId), { force: true });
  }

  async list(): Promise<readonly string[]> {
    try {
      const names = await readdir(this.#folder);
      return names.flatMap((name) => FILE_NAME.exec(name)?.[1] ?? []).sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  #path(requestId: string): string {
    return join(this.#folder, `${parseWith(requestIdSchema, requestId)}.transaction`);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

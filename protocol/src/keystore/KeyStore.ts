import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { CodedError, InputError } from '../errors.js';
import { makeFolder } from '../files/makeFolder.js';
import { syncFolder } from '../files/syncFolder.js';
import { temporaryOf } from '../files/temporaryOf.js';
import { writeFileDurably } from '../files/writeFileDurably.js';
import { parseJsonWith } from '../parseWith.js';
import type { AtRestCipher } from './AtRestCipher.js';

const NAME = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/;
const SUFFIX = '.sealed';

/**
 * Secrets by name in a folder, a file each, encrypted at rest. What was put is on the disk when `put` comes back; one program
 * writes, others of the same owner may read.
 */
export class KeyStore {
  readonly #folder: string;
  readonly #cipher: AtRestCipher;

  constructor(folder: string, cipher: AtRestCipher) {
    this.#folder = folder;
    this.#cipher = cipher;
  }

  /** @throws CodedError AT_REST_BROKEN, KEY_STORE_DAMAGED when what is stored is not of the schema. */
  async get<S extends z.ZodType>(name: string, schema: S): Promise<z.output<S> | undefined> {
    let sealed: Buffer;
    try {
      sealed = await readFile(this.#path(name));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
    try {
      return parseJsonWith(schema, this.#cipher.open(sealed, name).toString('utf8'));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new CodedError('KEY_STORE_DAMAGED', `${name} is not what this version wrote`, { cause: error });
    }
  }

  /** Keeps a secret, in place of an earlier one: the old or the new one is there, whenever the power goes. */
  async put(name: string, value: JsonValue): Promise<void> {
    const path = this.#path(name);
    await makeFolder(dirname(path));
    await writeFileDurably(path, this.#cipher.seal(Buffer.from(canonicalJson(value), 'utf8'), name));
  }

  /** Names in a folder of the store, in order: `names('epoch')` gives `epoch/0000000001`, ... */
  async names(folder: string): Promise<string[]> {
    try {
      const files = await readdir(join(this.#folder, folder));
      return files
        .filter((file) => file.endsWith(SUFFIX))
        .map((file) => `${folder}/${file.slice(0, -SUFFIX.length)}`)
        .sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /**
   * Destroys a secret, with what an interrupted `put` left of it; it is gone from the disk when this comes back. On disks that
   * keep old blocks it is the key of all files at rest that must go too.
   */
  async remove(name: string): Promise<void> {
    const path = this.#path(name);
    try {
      await rm(temporaryOf(path), { force: true });
      await rm(path, { force: true });
      await syncFolder(dirname(path));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  #path(name: string): string {
    if (!NAME.test(name)) throw new CodedError('KEY_NAME_INVALID', 'names are lower-case words');
    return join(this.#folder, ...`${name}${SUFFIX}`.split('/'));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

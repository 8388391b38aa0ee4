import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSchema, CodedError } from '@acequia/protocol';
import { AtRestCipher, KeyStore } from '@acequia/protocol/keystore';
import { z } from 'zod';
import type { DataFiles } from '../process/DataFiles.js';
import { Database } from '../readModel/Database.js';

const KEY_LENGTH = 32;
const CURRENT = 'database/current';
const NEXT = 'database/next';
const SUFFIX = '.sqlite';
const databaseKeySchema = z.strictObject({ key: bytesSchema(KEY_LENGTH) });

/**
 * Opens a gateway's databases, all encrypted with one key: it is derived from the machine's at-rest key and from a random one
 * that lies sealed in the data folder. {@link renew} draws another and encrypts every database anew; what copies there
 * are of the old files nobody opens any more.
 */
export class DatabaseVault {
  readonly #files: DataFiles;
  readonly #atRestKey: Buffer;
  readonly #store: KeyStore;
  readonly #opened = new Set<Database>();
  #key: Buffer;

  private constructor(files: DataFiles, atRestKey: Buffer, store: KeyStore, key: Buffer) {
    this.#files = files;
    this.#atRestKey = atRestKey;
    this.#store = store;
    this.#key = key;
  }

  /**
   * Unlocks the databases of a data folder for the one process that holds its lock; a renewal that was cut short is completed.
   *
   * @throws CodedError AT_REST_BROKEN, DATABASE_KEY_WRONG.
   */
  static async unlock(files: DataFiles, atRestKey: Buffer): Promise<DatabaseVault> {
    const store = storeOf(files, atRestKey);
    const known = await store.get(CURRENT, databaseKeySchema);
    const key = known ?? { key: randomBytes(KEY_LENGTH).toString('base64') };
    if (known === undefined) await store.put(CURRENT, key);
    const vault = new DatabaseVault(files, atRestKey, store, derive(atRestKey, key.key));
    const next = await store.get(NEXT, databaseKeySchema);
    if (next !== undefined) await vault.#complete(next.key);
    return vault;
  }

  /**
   * Opens one database while the gateway may be running, to read it.
   *
   * @throws CodedError DATABASE_KEY_MISSING, DATABASE_KEY_WRONG.
   */
  static async peek(files: DataFiles, atRestKey: Buffer, path: string): Promise<Database> {
    const store = storeOf(files, atRestKey);
    const key = await store.get(CURRENT, databaseKeySchema);
    if (key === undefined)
      throw new CodedError('DATABASE_KEY_MISSING', 'the data folder has no database key');
    return Database.open(path, { key: derive(atRestKey, key.key) });
  }

  open(path: string): Database {
    const database = Database.open(path, { key: this.#key });
    this.#opened.add(database);
    return database;
  }

  /**
   * Encrypts all databases with a new key. What a crash, or a database that is busy, cut short is made good at the next start,
   * or by calling it again.
   *
   * @throws CodedError DATABASE_BUSY.
   */
  async renew(): Promise<void> {
    // Some files may have the key of a renewal that was cut short already: in its place another would be the end of them.
    const begun = await this.#store.get(NEXT, databaseKeySchema);
    const next = begun ?? { key: randomBytes(KEY_LENGTH).toString('base64') };
    if (begun === undefined) await this.#store.put(NEXT, next);
    await this.#complete(next.key);
  }

  // The new key is on the disk before the first file has it; the old one stays until the last file has lost it.
  async #complete(random: string): Promise<void> {
    const key = derive(this.#atRestKey, random);
    for (const database of this.#opened) if (!database.isOpen) this.#opened.delete(database);
    for (const path of this.#paths()) this.#reencrypt(path, key);
    this.#key = key;
    await this.#store.put(CURRENT, { key: random });
    await this.#store.remove(NEXT);
  }

  #reencrypt(path: string, key: Buffer): void {
    const open = [...this.#opened].filter((database) => database.path === path);
    if (open.length > 0) {
      for (const database of open) database.reencrypt(key);
      return;
    }
    if (isKeyOf(path, key)) return;
    const database = Database.open(path, { key: this.#key });
    try {
      database.reencrypt(key);
    } finally {
      database.close();
    }
  }

  #paths(): string[] {
    const { folder, lock, rebuild } = this.#files;
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => join(folder, name))
      .filter((path) => path !== lock && path !== rebuild);
  }
}

function storeOf(files: DataFiles, atRestKey: Buffer): KeyStore {
  return new KeyStore(files.databaseKeys, new AtRestCipher(atRestKey));
}

function derive(atRestKey: Buffer, random: string): Buffer {
  const salt = Buffer.from(random, 'base64');
  return Buffer.from(hkdfSync('sha256', atRestKey, salt, 'acequia database v1', KEY_LENGTH));
}

function isKeyOf(path: string, key: Buffer): boolean {
  try {
    Database.open(path, { key }).close();
    return true;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'DATABASE_KEY_WRONG') return false;
    throw error;
  }
}

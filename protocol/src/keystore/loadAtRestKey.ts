import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { random16Hex } from '../crypto/hash.js';
import { CodedError } from '../errors.js';
import { makeFolder } from '../files/makeFolder.js';
import { syncFolder } from '../files/syncFolder.js';

const KEY_LENGTH = 32;
/** Name of the systemd credential. */
const CREDENTIAL = 'acequia-at-rest';

/** Where the key that unlocks files at rest comes from. */
export interface AtRestSource {
  /** File of 32 bytes that its owner alone may read; made when it is not there. */
  readonly file: string;
  /** systemd's `$CREDENTIALS_DIRECTORY` (which may unseal with a TPM): used before the file where it has the credential. */
  readonly credentialsDir?: string | undefined;
}

/**
 * Reads the key that unlocks this machine's files at rest, 32 bytes; no person is needed after a reboot.
 *
 * @throws CodedError AT_REST_KEY_INVALID, AT_REST_KEY_EXPOSED when others may read the file.
 */
export async function loadAtRestKey({ file, credentialsDir }: AtRestSource): Promise<Buffer> {
  if (credentialsDir !== undefined) {
    const credential = await unlessMissing(readFile(join(credentialsDir, CREDENTIAL)));
    if (credential !== undefined) return checked(credential, 'the systemd credential');
  }
  return (await unlessMissing(readOwn(file))) ?? create(file);
}

/** Reads the file, which none but its owner may read. */
async function readOwn(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { mode } = await handle.stat();
    if ((mode & 0o077) !== 0) {
      throw new CodedError('AT_REST_KEY_EXPOSED', `${file} can be read by others: chmod 600 it`);
    }
    return checked(await handle.readFile(), file);
  } finally {
    await handle.close();
  }
}

/**
 * Makes a key under another name and links it into place, which only one of several programs can do; so that nobody ever reads
 * half of it, and all take the same one.
 */
async function create(file: string): Promise<Buffer> {
  const folder = dirname(file);
  await makeFolder(folder);
  const temporary = `${file}.${random16Hex()}.tmp`;
  try {
    await writeNew(temporary, randomBytes(KEY_LENGTH));
    await link(temporary, file);
  } catch (error) {
    // Another program of this home was faster: its key it is.
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(folder);
  return readOwn(file);
}

async function writeNew(path: string, content: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function unlessMissing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function checked(key: Buffer, name: string): Buffer {
  if (key.length === KEY_LENGTH) return key;
  throw new CodedError('AT_REST_KEY_INVALID', `${name} does not hold 32 bytes`);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

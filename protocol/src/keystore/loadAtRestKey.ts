import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CodedError } from '../errors.js';

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
    const credential = await readIfThere(join(credentialsDir, CREDENTIAL));
    if (credential !== undefined) return checked(credential, 'the systemd credential');
  }
  const known = await readIfThere(file);
  if (known === undefined) return create(file);
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) {
    throw new CodedError('AT_REST_KEY_EXPOSED', `${file} can be read by others: chmod 600 it`);
  }
  return checked(known, file);
}

async function create(file: string): Promise<Buffer> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const key = randomBytes(KEY_LENGTH);
  try {
    const handle = await open(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await handle.writeFile(key);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Another program of this home was faster.
    if (isCode(error, 'EEXIST')) return checked(await readFile(file), file);
    throw error;
  }
  return key;
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
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

import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CodedError } from '@acequia/protocol';
import type { DataFiles } from '../process/DataFiles.js';
import { applyBlock } from '../projector/applyBlock.js';
import type { BlockSource } from '../projector/BlockSource.js';
import type { ProjectionScope } from '../projector/ProjectionScope.js';
import { digestReadModel, type ReadModelDigest } from '../readModel/digestReadModel.js';
import { ReadModel } from '../readModel/ReadModel.js';
import type { DatabaseVault } from '../repository/DatabaseVault.js';

/** What a rebuild came to. */
export interface Rebuilt extends ReadModelDigest {
  /** The digest of the read model that it took the place of; absent when there was none. */
  readonly previous?: ReadModelDigest;
  /** Whether both have the same content; absent when there was none before. */
  readonly same?: boolean;
}

export interface RebuildOptions {
  readonly files: DataFiles;
  readonly vault: DatabaseVault;
  readonly source: BlockSource;
  readonly scope: ProjectionScope;
  /** How many blocks the peer has. */
  readonly height: () => Promise<number>;
  readonly onProgress: (block: number, last: number) => void;
}

const PROGRESS_BLOCKS = 500;

/**
 * Builds a fresh read model from block 0 up to the block that the present one reached, and puts it in its place at once
 * when it is complete. The present one stays until then.
 *
 * @throws CodedError LEDGER_BEHIND when the peer has not got that block, those of the projection, and LedgerError.
 */
export async function rebuildReadModel(options: RebuildOptions): Promise<Rebuilt> {
  const { files, vault, height } = options;
  const available = (await height()) - 1;
  await removeDatabase(files.rebuild);
  const previous = (await exists(files.readModel)) ? digestAndSettle(vault, files.readModel) : undefined;
  const last = previous?.block ?? available;
  if (last > available) {
    throw new CodedError(
      'LEDGER_BEHIND',
      `the peer has blocks up to ${available}, the read model up to ${last}`,
    );
  }
  const model = ReadModel.on(vault.open(files.rebuild));
  let digest: ReadModelDigest;
  try {
    await project(model, last, options);
    digest = digestReadModel(model.database);
  } finally {
    model.database.closeForMoving();
  }
  await rename(files.rebuild, files.readModel);
  await syncFolder(dirname(files.readModel));
  return {
    ...digest,
    ...(previous === undefined ? {} : { previous, same: previous.digest === digest.digest }),
  };
}

async function project(model: ReadModel, last: number, options: RebuildOptions): Promise<void> {
  if (last < 0) return;
  for await (const block of options.source.blocks({ startBlock: 0, withPrivateData: true })) {
    await options.scope.opener.prepare(block);
    applyBlock(model, block, options.scope);
    if (block.number % PROGRESS_BLOCKS === 0) options.onProgress(block.number, last);
    if (block.number >= last) return;
  }
}

/** Leaves no write-ahead log behind, which would otherwise be applied to the file that is moved into this one's place. */
function digestAndSettle(vault: DatabaseVault, path: string): ReadModelDigest {
  const model = ReadModel.on(vault.open(path));
  try {
    return digestReadModel(model.database);
  } finally {
    model.database.closeForMoving();
  }
}

async function removeDatabase(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(path + suffix, { force: true });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

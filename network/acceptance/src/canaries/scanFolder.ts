import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Canary } from './Canary.js';
import type { Finding } from './Finding.js';
import type { FolderReport } from './FolderReport.js';
import { needlesOf } from './needlesOf.js';
import { NeedleScanner } from './NeedleScanner.js';
import { openDatabaseCopy } from './openDatabaseCopy.js';
import { readLevelDbJournal } from './readLevelDbJournal.js';
import { readLevelDbTable } from './readLevelDbTable.js';

/**
 * Looks for canaries in everything under a folder: each file's name and raw bytes; each LevelDB's tables with their blocks
 * decompressed and journals put together, whether or not the entries still count; and each LevelDB's own answer. Nothing may
 * write to the folder meanwhile.
 *
 * @throws CodedError when a table is broken, Error when a file cannot be read or a database not be opened: a store that was
 * not read is no proof of anything.
 */
export async function scanFolder(folder: string, canaries: readonly Canary[]): Promise<FolderReport> {
  const scanner = new NeedleScanner(canaries.flatMap(needlesOf));
  const findings: Finding[] = [];
  const look = (place: string, bytes: Uint8Array): void => {
    for (const needle of scanner.find(bytes)) {
      findings.push({ canary: needle.canary.name, encoding: needle.encoding, place });
    }
  };
  const files = await filesUnder(folder);
  const databaseFolders = new Set(files.filter((file) => basename(file) === 'CURRENT').map(dirname));
  let bytes = 0;
  for (const file of files) {
    const content = await readFile(file);
    bytes += content.length;
    const place = relative(folder, file);
    look(`${place} (name)`, Buffer.from(place));
    look(place, content);
    if (!databaseFolders.has(dirname(file))) continue;
    for (const piece of databasePieces(file, content)) look(`${place} (decoded)`, piece);
  }
  const databases: { path: string; entries: number }[] = [];
  for (const database of databaseFolders) {
    const path = relative(folder, database);
    const entries = await openDatabaseCopy(database, (piece) => {
      look(`${path} (as the database answers)`, piece);
    });
    databases.push({ path, entries });
  }
  return {
    folder,
    files: files.map((file) => relative(folder, file)),
    bytes,
    databases,
    findings: distinct(findings),
  };
}

function databasePieces(file: string, content: Uint8Array): Uint8Array[] {
  if (/\.(?:ldb|sst)$/.test(file)) return readLevelDbTable(content).flatMap(({ key, value }) => [key, value]);
  // LevelDB's own message logs are called LOG; journals are numbered.
  return /^\d+\.log$/.test(basename(file)) ? readLevelDbJournal(content) : [];
}

/** Sockets and the like hold nothing; a link's target is scanned where it lies. */
async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map(findings.map((finding) => [Object.values(finding).join('|'), finding]));
  return [...seen.values()];
}

import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file so that a reader, or a crash, sees the old content or the new one, nothing between. */
export function writeAtomically(file: string, content: string | Buffer, mode = 0o644): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, file);
}

import type { Finding } from './Finding.js';

/** What a scan of a folder read, so that a test can show that it was not nothing, and what it found. */
export interface FolderReport {
  readonly folder: string;
  /** Paths within the folder. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** Every LevelDB that was opened: its folder within the scanned one, and how many entries it answers. */
  readonly databases: readonly { readonly path: string; readonly entries: number }[];
  readonly findings: readonly Finding[];
}

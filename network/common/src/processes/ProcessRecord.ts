import type { ProcessKind } from './ProcessSpec.js';

/** A line of `processes.json`: enough to find a process again, and to know that it is the same one. */
export interface ProcessRecord {
  readonly name: string;
  readonly kind: ProcessKind | 'supervisor' | 'parent';
  readonly pid: number;
  /** When it was started, ISO 8601; `ps -o lstart=` says the same within its rounding. */
  readonly startedAt: string;
  /** What its command line begins with. */
  readonly command: string;
}

/** A planted value that was found. */
export interface Finding {
  /** The canary's name, never its value: reports are logs too. */
  readonly canary: string;
  readonly encoding: string;
  /** File within the scanned folder, and the part of it: `stateLeveldb/000003.ldb (table)`. */
  readonly place: string;
}

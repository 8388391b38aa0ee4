import type { Version } from '../ledger/Version.js';

/** Whether two versions are one; two absent ones are. */
export function sameVersion(a: Version | undefined, b: Version | undefined): boolean {
  return a?.block === b?.block && a?.tx === b?.tx;
}

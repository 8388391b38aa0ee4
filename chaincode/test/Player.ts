import type { KeyObject } from 'node:crypto';

/** Somebody who takes part in a random play: who they are on the ledger, and their key. */
export interface Player {
  readonly mspId: string;
  readonly keyHash: string;
  readonly privateKey: KeyObject;
}

import type { EndorsedAction } from './EndorsedAction.js';

/** A transaction of a block that is being judged. */
export interface BlockTransaction {
  readonly index: number;
  /** As the ledger indexes it; empty when there is none. */
  readonly txId: string;
  /** `undefined`: it is not as far well formed. */
  readonly action: EndorsedAction | undefined;
  /** `peer.TxValidationCode` */
  readonly code: number;
}

import type { Caller } from './Caller.js';
import type { PrivateState } from './PrivateState.js';

/** What every use case knows of the transaction that it runs in. */
export interface Transaction {
  readonly caller: Caller;
  /** Fabric's transaction id, 64 hex digits. */
  readonly id: string;
  /** Ledger time, seconds since 1970. */
  readonly now: number;
  /** Ledger seconds in one wall-clock second. */
  readonly speed: number;
  /** The collection of a home. */
  readonly privateState: (homeId: string) => PrivateState;
}

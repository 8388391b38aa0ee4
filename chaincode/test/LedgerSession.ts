import type { LedgerQueries, LedgerState, PrivateState } from '../src/ledger/index.js';

/** One transaction on a ledger under test. */
export interface LedgerSession {
  readonly state: LedgerState & LedgerQueries;
  readonly privateState: (homeId: string) => PrivateState;
  /** Makes the writes visible to later sessions. */
  commit(): void | Promise<void>;
}

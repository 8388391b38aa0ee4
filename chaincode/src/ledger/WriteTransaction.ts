import type { JsonValue } from '@acequia/protocol';
import type { LedgerState } from './LedgerState.js';
import type { Transaction } from './Transaction.js';

/** What a use case that writes gets. */
export interface WriteTransaction extends Transaction {
  readonly state: LedgerState;
  /** The Fabric channel that the transaction is on. */
  readonly channel: string;
  /**
   * Tells of what was written, in an event that every reader of the channel sees: nothing private belongs in it.
   *
   * @throws LedgerError EVENT_TWICE: Fabric keeps one event of a transaction, the last.
   */
  readonly emit: (name: string, payload: JsonValue) => void;
}

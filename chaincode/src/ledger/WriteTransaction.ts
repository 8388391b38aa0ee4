import type { JsonValue } from '@acequia/protocol';
import type { LedgerQueries } from './LedgerQueries.js';
import type { LedgerState } from './LedgerState.js';
import type { Transaction } from './Transaction.js';

/** What a use case that writes gets. */
export interface WriteTransaction extends Transaction {
  readonly state: LedgerState;
  /**
   * Ranges, for a set that a phase has frozen: nothing adds to it any more, so that reading it conflicts with nobody, and
   * this transaction must not write under its prefix either (DESIGN §5.3, §5.6).
   */
  readonly frozen: Pick<LedgerQueries, 'list'>;
  /** The Fabric channel that the transaction is on. */
  readonly channel: string;
  /**
   * Tells of what was written, in an event that every reader of the channel sees: nothing private belongs in it.
   *
   * @throws LedgerError EVENT_TWICE: Fabric keeps one event of a transaction, the last.
   */
  readonly emit: (name: string, payload: JsonValue) => void;
}

import { LedgerError } from './LedgerError.js';

const MAX_SKEW_MS = 60_000;

/**
 * Refuses a transaction whose timestamp, which is the client's choice and which Fabric does not check, is far from this
 * endorser's own clock. It is the one use of a clock in chaincode (DESIGN §5.5). Queries are held to it as well: an
 * endorser cannot tell a query from a transaction, and what a query says about time should be true as well.
 *
 * @throws LedgerError CLOCK_SKEW when they differ by more than 60 seconds.
 */
export function guardClock(timestampMs: number, endorserMs: number): void {
  if (Math.abs(timestampMs - endorserMs) <= MAX_SKEW_MS) return;
  throw new LedgerError(
    'CLOCK_SKEW',
    'the transaction is dated more than 60 s from the time of this endorser; check the clock of the client',
  );
}

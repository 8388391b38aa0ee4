import type { LedgerClock } from '@acequia/protocol';

/** How often an agent looks into its mailbox where the ledger's clock is not in a hurry, milliseconds. */
const USUAL_MS = 5000;
const SHORTEST_MS = 500;
/** Of the ledger's time no more passes between two looks: on a fast clock a letter would else take weeks. */
const MOST_LEDGER_MS = 10 * 3_600_000;

/** How often an agent looks into its mailbox, milliseconds by the wall clock. */
export function mailboxMs({ speed }: Pick<LedgerClock, 'speed'>): number {
  return Math.min(USUAL_MS, Math.max(SHORTEST_MS, Math.ceil(MOST_LEDGER_MS / speed)));
}

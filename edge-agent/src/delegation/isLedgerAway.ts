/** Codes of the client that say nothing of what was asked for. */
const AWAY: ReadonlySet<string> = new Set([
  'CHAINCODE_FAILED',
  'CLIENT_CLOSED',
  'CLOCK_SKEW',
  'ENDORSERS_MISSING',
  'LEDGER_REFUSED',
  'LEDGER_UNAVAILABLE',
  'RESPONSE_INVALID',
  'SUBMISSION_PENDING',
]);

/** Whether a failure is of the way to the ledger: the same question is asked again later. */
export function isLedgerAway(code: string): boolean {
  return AWAY.has(code);
}

/** Endings of the codes by which chaincode says that what it looked for is not there, not yet, or not enough. */
const LAG_CODE =
  /(?:_GAP|_UNKNOWN|_MISSING|_NOT_FOUND|_INSUFFICIENT|_OPEN_STILL|_NOT_OPEN|_NOT_CLOSED|_NOT_YET|_TOO_EARLY)$/;

/** Codes that end so and speak of the call itself, which no block changes. */
const OF_THE_CALL: ReadonlySet<string> = new Set(['TRANSIENT_MISSING', 'FUNCTION_UNKNOWN']);

/**
 * Codes that end otherwise: an endorser that is behind compares a new document with the commitment to the one before,
 * adds up holdings as they were before the last adjustment, and knows neither the newest complaint nor the newest key; of a
 * window that was sealed again it has the revision before, with that one's commitment and complaint; and of an auction it does
 * not know yet that the phase before has been closed.
 */
const ALSO_LAG: ReadonlySet<string> = new Set([
  'COMMITMENT_MISMATCH',
  'COMPLAINT_STANDS',
  'DECISION_REVISION_DIFFERS',
  'KEY_STILL_CURRENT',
  'PHASE_EARLY',
  'QUOTA_SUM_DIFFERS',
  'REPUBLICATION_UNASKED',
  'REVEAL_MISMATCH',
]);

/**
 * Whether a refusal may only mean that the endorser has not seen a block yet that the client has (DESIGN §5.11): gaps,
 * things not found, amounts that have not come in, phases not reached. Such refusals are asked again for a short while
 * before they count.
 *
 * What ends for good (closed, final, settled, revoked) no later block undoes. A suspension could be lifted in the block that
 * the endorser lacks, but it is somebody's decision and nearly always meant: it is told at once, and whoever was suspended
 * loses nothing by asking again later, as the agent does.
 */
export function isLagCode(code: string): boolean {
  return (LAG_CODE.test(code) || ALSO_LAG.has(code)) && !OF_THE_CALL.has(code);
}

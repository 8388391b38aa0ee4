/**
 * A proposal that is refused before anything runs: malformed, wrongly signed, not allowed, or known already. The message is
 * Fabric's (core/endorser). What fails later is a response of status 500 instead.
 */
export class EndorserError extends Error {
  override readonly name = 'EndorserError';
}

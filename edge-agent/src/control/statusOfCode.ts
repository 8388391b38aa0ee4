const STATUS: Readonly<Record<string, number>> = {
  TOKEN_WRONG: 401,
  ORIGIN_DENIED: 403,
  ROUTE_UNKNOWN: 404,
  METHOD_WRONG: 405,
  BODY_TOO_LONG: 413,
  INPUT_INVALID: 400,
  AGENT_WAITING: 503,
  AGENT_STOPPING: 503,
  CLIENT_CLOSED: 503,
  ENDORSERS_MISSING: 503,
  LEDGER_UNAVAILABLE: 503,
  SUBMISSION_PENDING: 503,
};

/** HTTP status for a code: 404 for what is not there, 409 for all else that is refused. */
export function statusOfCode(code: string): number {
  return STATUS[code] ?? (code.endsWith('_UNKNOWN') ? 404 : 409);
}

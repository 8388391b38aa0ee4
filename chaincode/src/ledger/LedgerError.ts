import { CodedError } from '@acequia/protocol';

/** Refusals of the ledger layer itself; records that are absent or present add `<RECORD>_UNKNOWN` and `<RECORD>_EXISTS`. */
export type LedgerErrorCode =
  | 'CLOCK_SKEW'
  | 'COMMUNITY_UNKNOWN'
  | 'EVENT_TWICE'
  | 'FUNCTION_UNKNOWN'
  | 'HOME_DENIED'
  | 'HOME_REVOKED'
  | 'HOME_SUSPENDED'
  | 'INTERNAL_ERROR'
  | 'PARTY_REVOKED'
  | 'PARTY_SUSPENDED'
  | 'PARTY_UNKNOWN'
  | 'PEER_REFUSED'
  | 'RECORD_INVALID'
  | 'RECORD_REUSED'
  | 'REQUEST_DONE'
  | 'ROLE_DENIED'
  | 'TRANSIENT_MISSING'
  | 'TRANSIENT_UNEXPECTED'
  | `${string}_UNKNOWN`
  | `${string}_EXISTS`;

/** A transaction that the ledger layer refuses, whatever its domain. */
export class LedgerError extends CodedError {
  override readonly name = 'LedgerError';
  override readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, text: string, options?: ErrorOptions) {
    super(code, text, options);
    this.code = code;
  }
}

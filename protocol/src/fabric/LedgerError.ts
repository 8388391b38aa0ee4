import { CodedError } from '../errors.js';

/** Where a transaction was when it failed. */
export type LedgerPhase = 'evaluate' | 'endorse' | 'submit' | 'commit' | 'events';

/** What one peer or orderer said. */
export interface LedgerErrorDetail {
  readonly address: string;
  readonly mspId: string;
  readonly message: string;
}

export interface LedgerErrorContext {
  readonly phase: LedgerPhase;
  /** Name of the gRPC status, such as UNAVAILABLE; absent where gRPC did not fail. */
  readonly grpcStatus?: string;
  readonly details?: readonly LedgerErrorDetail[];
  readonly transactionId?: string;
  readonly cause?: unknown;
}

/**
 * A transaction or query that the ledger did not carry out, or whose outcome is unknown (code SUBMISSION_PENDING). The
 * code is the chaincode's own where it gave one, a validation code's name for an invalid transaction, and otherwise one
 * of LEDGER_UNAVAILABLE, LEDGER_REFUSED, ENDORSERS_MISSING, CHAINCODE_FAILED, RESPONSE_INVALID, SUBMISSION_PENDING,
 * CLIENT_CLOSED.
 */
export class LedgerError extends CodedError {
  override readonly name: string = 'LedgerError';
  readonly phase: LedgerPhase;
  readonly grpcStatus: string | undefined;
  readonly details: readonly LedgerErrorDetail[];
  readonly transactionId: string | undefined;

  constructor(code: string, text: string, context: LedgerErrorContext) {
    super(code, text, context.cause === undefined ? undefined : { cause: context.cause });
    this.phase = context.phase;
    this.grpcStatus = context.grpcStatus;
    this.details = context.details ?? [];
    this.transactionId = context.transactionId;
  }
}

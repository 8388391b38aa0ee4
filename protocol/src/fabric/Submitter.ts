import { status as grpcStatus } from '@grpc/grpc-js';
import { GatewayError, StatusCode, type Status } from '@hyperledger/fabric-gateway';
import { Backoff } from './Backoff.js';
import { classifyFailure } from './classifyFailure.js';
import { LedgerError, type LedgerErrorContext } from './LedgerError.js';
import { orderersRefused } from './orderersRefused.js';
import type { Session } from './Session.js';
import type { SignedTransaction } from './SignedTransaction.js';

/** By these an orderer or peer says that it will never take the bytes; everything else leaves the outcome open. */
const REFUSALS: ReadonlySet<number> = new Set([
  grpcStatus.INVALID_ARGUMENT,
  grpcStatus.PERMISSION_DENIED,
  grpcStatus.UNAUTHENTICATED,
  grpcStatus.UNIMPLEMENTED,
]);

/** Why an attempt did not tell the outcome. */
interface Ambiguity {
  readonly code: string;
  readonly text: string;
  readonly context: LedgerErrorContext;
}

/** Brings signed bytes into a block, whatever happens on the way. */
export class Submitter {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Submits the same bytes until their status is known; submitting twice has one effect.
   *
   * @returns the committed status, valid or not.
   * @throws LedgerError SUBMISSION_PENDING at `deadline` (Date.now()) or when the client is closed: the outcome is
   *   unknown and the bytes are to be kept; LEDGER_REFUSED when they will never be taken.
   */
  async settle(transaction: SignedTransaction, deadline: number): Promise<Status> {
    const backoff = new Backoff(250, 5_000);
    for (;;) {
      const outcome = await this.#attempt(transaction);
      if ('successful' in outcome) return outcome;
      const { code, text, context } = outcome;
      if (Date.now() >= deadline || this.#session.signal.aborted) {
        const pending = 'the outcome is not known yet; the journal keeps the transaction to submit it again';
        throw new LedgerError('SUBMISSION_PENDING', `${pending}: ${text}`, context);
      }
      const name = transaction.invocation?.function ?? 'unknown';
      this.#session.onRetry({ phase: context.phase, code, text, function: name });
      await backoff.wait(this.#session.signal, deadline);
    }
  }

  async #attempt(transaction: SignedTransaction): Promise<Status | Ambiguity> {
    const { transactionId } = transaction;
    try {
      const status = await transaction.submitAndWait();
      if (status.code !== StatusCode.DUPLICATE_TXID) return status;
      // The peer saw the second copy first; asked again, the ledger names the first one's status.
      const text = 'the peer answered for a copy of the transaction';
      return { code: 'DUPLICATE_TXID', text, context: { phase: 'commit', transactionId } };
    } catch (error) {
      if (this.#session.signal.aborted) {
        const context = { phase: 'submit', transactionId, cause: error } as const;
        return { code: 'CLIENT_CLOSED', text: 'the client was closed', context };
      }
      return ambiguity(error, transactionId);
    }
  }
}

function ambiguity(error: unknown, transactionId: string): Ambiguity {
  const failure = classifyFailure(error);
  if (failure === undefined || !(error instanceof GatewayError)) throw error;
  const phase = error.name === 'CommitStatusError' ? 'commit' : 'submit';
  const context = { phase, grpcStatus: failure.grpcStatus, details: failure.details, transactionId } as const;
  // Only of the submit itself: who may not read a status may still have had the transaction committed.
  const refused = REFUSALS.has(error.code) || orderersRefused(failure.details, error.cause.details);
  if (phase === 'submit' && refused) {
    throw new LedgerError('LEDGER_REFUSED', failure.text, context);
  }
  return { code: failure.code, text: failure.text, context };
}

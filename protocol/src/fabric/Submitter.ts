import { status as grpcStatus } from '@grpc/grpc-js';
import { GatewayError, StatusCode, type Status } from '@hyperledger/fabric-gateway';
import { Backoff } from './Backoff.js';
import { classifyFailure } from './classifyFailure.js';
import { commitStatusOf } from './commitStatusOf.js';
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

/** How long the peer may wait for a block with an earlier copy, before the bytes are submitted again. */
const EARLIER_WAIT_MS = 2_000;

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
   * @param fresh whether these bytes were never submitted before: only then does a refusal mean that nothing happened.
   * @returns the committed status, valid or not.
   * @throws LedgerError SUBMISSION_PENDING at `deadline` (Date.now()) or when the client is closed: the outcome is
   *   unknown and the bytes are to be kept; LEDGER_REFUSED when they will never be taken.
   */
  async settle(transaction: SignedTransaction, deadline: number, fresh: boolean): Promise<Status> {
    let mayBeOut = !fresh;
    const backoff = new Backoff(250, 5_000);
    for (;;) {
      const outcome = await this.#attempt(transaction, mayBeOut);
      mayBeOut = true;
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

  async #attempt(transaction: SignedTransaction, mayBeOut: boolean): Promise<Status | Ambiguity> {
    const { transactionId } = transaction;
    try {
      return known(await transaction.submitAndWait());
    } catch (error) {
      if (this.#session.signal.aborted) {
        const context = { phase: 'submit', transactionId, cause: error } as const;
        return { code: 'CLIENT_CLOSED', text: 'the client was closed', context };
      }
      if (mayBeOut) return this.#outcomeOfEarlier(error, transactionId);
      if (isRefusal(error)) throw refusal(error, transactionId);
      return ambiguity(error, transactionId);
    }
  }

  /**
   * Not taken now, but an earlier submit of the same bytes may have got through: BFT orderers answer a copy of what they
   * have ordered with SERVICE_UNAVAILABLE ("request already processed"), and a right may have ended since.
   */
  async #outcomeOfEarlier(error: unknown, transactionId: string): Promise<Status | Ambiguity> {
    try {
      return known(await commitStatusOf(this.#session, transactionId, EARLIER_WAIT_MS));
    } catch (unanswered) {
      if (classifyFailure(unanswered) === undefined) throw unanswered;
      // Why it was not taken says more than that no status came.
      return ambiguity(error, transactionId);
    }
  }
}

function known(status: Status): Status | Ambiguity {
  if (status.code !== StatusCode.DUPLICATE_TXID) return status;
  // The peer saw the second copy first; asked again, the ledger names the first one's status.
  const text = 'the peer answered for a copy of the transaction';
  const context = { phase: 'commit', transactionId: status.transactionId } as const;
  return { code: 'DUPLICATE_TXID', text, context };
}

function isRefusal(error: unknown): boolean {
  // Only of the submit itself: who may not read a status may still have had the transaction committed.
  if (!(error instanceof GatewayError) || error.name === 'CommitStatusError') return false;
  return REFUSALS.has(error.code) || orderersRefused(error.details, error.cause.details);
}

function refusal(error: unknown, transactionId: string): LedgerError {
  const { text, context } = ambiguity(error, transactionId);
  return new LedgerError('LEDGER_REFUSED', text, context);
}

function ambiguity(error: unknown, transactionId: string): Ambiguity {
  const failure = classifyFailure(error);
  if (failure === undefined || !(error instanceof GatewayError)) throw error;
  const phase = error.name === 'CommitStatusError' ? 'commit' : 'submit';
  const context = { phase, grpcStatus: failure.grpcStatus, details: failure.details, transactionId } as const;
  return { code: failure.code, text: failure.text, context };
}

import { StatusCode, type Status } from '@hyperledger/fabric-gateway';
import { CodedError } from '../errors.js';
import { Backoff } from './Backoff.js';
import { commitStatusOf } from './commitStatusOf.js';
import { Endorser, type WriteCall } from './Endorser.js';
import { LedgerError } from './LedgerError.js';
import { retryCall } from './retryCall.js';
import type { Session } from './Session.js';
import { SignedTransaction } from './SignedTransaction.js';
import type { SubmissionJournal } from './SubmissionJournal.js';
import { Submitter } from './Submitter.js';
import { validationCodeName } from './validationCodeName.js';

/** A request that took effect. */
export interface Committed {
  readonly requestId: string;
  /** The transaction that had the effect: an earlier one when the request had been done before. */
  readonly transactionId: string;
  readonly blockNumber: number;
}

/** Committed, but overtaken by another write: only a new endorsement can succeed, and it cannot double anything. */
const CONFLICTS: ReadonlySet<number> = new Set([
  StatusCode.MVCC_READ_CONFLICT,
  StatusCode.PHANTOM_READ_CONFLICT,
]);

/** Carries out requests with the one-effect rules of DESIGN §5.11. */
export class Writer {
  readonly #session: Session;
  readonly #journal: SubmissionJournal;
  readonly #endorser: Endorser;
  readonly #submitter: Submitter;
  readonly #running = new Set<string>();

  constructor(session: Session, journal: SubmissionJournal) {
    this.#session = session;
    this.#journal = journal;
    this.#endorser = new Endorser(session);
    this.#submitter = new Submitter(session);
  }

  /**
   * Carries out one request: endorse, journal, submit, await.
   *
   * @throws LedgerError the chaincode's refusal, an invalid transaction's validation code, or SUBMISSION_PENDING;
   *   CodedError REQUEST_RUNNING when the same request id is under way, REQUEST_DIFFERS when the journal holds another
   *   call under it.
   */
  async write(call: WriteCall): Promise<Committed> {
    if (this.#running.has(call.requestId)) {
      throw new CodedError('REQUEST_RUNNING', `request ${call.requestId} is under way already`);
    }
    this.#running.add(call.requestId);
    try {
      return await this.#write(call);
    } finally {
      this.#running.delete(call.requestId);
    }
  }

  async #write(call: WriteCall): Promise<Committed> {
    const deadline = Date.now() + this.#session.patience.submission;
    const backoff = new Backoff(50, 2_000);
    let transaction = await this.#journalled(call);
    for (;;) {
      const next = transaction ?? (await this.#endorseOrDone(call));
      if (!(next instanceof SignedTransaction)) return next;
      const status = await this.#settle(call.requestId, next, deadline, transaction === undefined);
      if (status.successful) return committed(call.requestId, status);
      if (!CONFLICTS.has(status.code) || Date.now() >= deadline) throw invalid(status);
      this.#noticeConflict(call, status);
      await backoff.wait(this.#session.signal, deadline);
      transaction = undefined;
    }
  }

  /** Bytes of this request from before: they come first, because they may have been committed. */
  async #journalled(call: WriteCall): Promise<SignedTransaction | undefined> {
    const bytes = await this.#journal.find(call.requestId);
    if (bytes === undefined) return undefined;
    const transaction = SignedTransaction.fromBytes(this.#session, bytes);
    const kept = transaction.invocation;
    const sameArgument = Buffer.from(kept?.arguments[0] ?? []).toString('utf8') === call.argument;
    if (kept?.function !== call.function || !sameArgument) {
      const text = `request ${call.requestId} is kept in the journal with other contents`;
      throw new CodedError('REQUEST_DIFFERS', text);
    }
    return transaction;
  }

  async #endorseOrDone(call: WriteCall): Promise<SignedTransaction | Committed> {
    try {
      const transaction = await this.#endorser.endorse(call);
      await this.#journal.save(call.requestId, transaction.bytes);
      return transaction;
    } catch (error) {
      if (!(error instanceof LedgerError) || error.code !== 'REQUEST_DONE') throw error;
      return this.#firstEffect(call, error);
    }
  }

  /** REQUEST_DONE is a success: of the transaction that its text names. */
  async #firstEffect(call: WriteCall, done: LedgerError): Promise<Committed> {
    const transactionId = /[0-9a-f]{64}/.exec(done.text)?.[0];
    if (transactionId === undefined) throw done;
    const run = (): Promise<Status> => commitStatusOf(this.#session, transactionId);
    const { patience, signal, onRetry } = this.#session;
    const status = await retryCall(() => ({ transactionId, run }), {
      phase: 'endorse',
      function: call.function,
      patience,
      signal,
      onRetry,
    });
    // Valid transactions alone take request ids: whatever names another is not to be believed.
    if (!status.successful) throw invalid(status);
    return committed(call.requestId, status);
  }

  async #settle(
    requestId: string,
    transaction: SignedTransaction,
    deadline: number,
    fresh: boolean,
  ): Promise<Status> {
    try {
      const status = await this.#submitter.settle(transaction, deadline, fresh);
      await this.#journal.remove(requestId);
      return status;
    } catch (error) {
      if (error instanceof LedgerError && error.code === 'LEDGER_REFUSED')
        await this.#journal.remove(requestId);
      throw error;
    }
  }

  #noticeConflict(call: WriteCall, status: Status): void {
    const code = validationCodeName(status.code);
    const text = 'another write came first; endorsing again';
    this.#session.onRetry({ phase: 'commit', code, text, function: call.function });
  }
}

function committed(requestId: string, status: Status): Committed {
  return { requestId, transactionId: status.transactionId, blockNumber: Number(status.blockNumber) };
}

function invalid(status: Status): LedgerError {
  const text = `the transaction is in block ${String(status.blockNumber)} but was found invalid, and changed nothing`;
  const { transactionId } = status;
  return new LedgerError(validationCodeName(status.code), text, { phase: 'commit', transactionId });
}

import { parseJsonWith } from '../parseWith.js';
import { writtenSchema } from '../schemas/primitives.js';
import { LedgerError } from './LedgerError.js';
import { retryCall } from './retryCall.js';
import type { Session } from './Session.js';
import { SignedTransaction } from './SignedTransaction.js';

/** One write: a function, its argument, and what must not be seen. */
export interface WriteCall {
  /** `contract:function`. */
  readonly function: string;
  readonly requestId: string;
  /** Canonical JSON of the request. */
  readonly argument: string;
  /** Canonical JSON by name. Goes to endorsers only, never into a journal or a block. */
  readonly transient: Readonly<Record<string, string>>;
}

/** Collects endorsements and signs the transaction that they make. */
export class Endorser {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Never names endorsing organisations: for transient data the Gateway then asks members of the collection only.
   *
   * @throws LedgerError with the chaincode's code or one of the client's.
   */
  async endorse(call: WriteCall): Promise<SignedTransaction> {
    const { contract, patience, signal, onRetry } = this.#session;
    const options = { arguments: [call.argument], transientData: { ...call.transient } };
    const endorsed = await retryCall(
      () => {
        const proposal = contract.newProposal(call.function, options);
        return { transactionId: proposal.getTransactionId(), run: () => proposal.endorse() };
      },
      { phase: 'endorse', function: call.function, patience, signal, onRetry },
    );
    const transaction = await SignedTransaction.sign(this.#session, endorsed);
    checkAnswer(transaction);
    return transaction;
  }
}

// Before anything is submitted: an answer that is not ours means another chaincode than this client was made for.
function checkAnswer(transaction: SignedTransaction): void {
  const { transactionId } = transaction;
  try {
    parseJsonWith(writtenSchema, Buffer.from(transaction.result).toString('utf8'));
  } catch (cause) {
    const text = 'the chaincode answered something that this client does not understand';
    throw new LedgerError('RESPONSE_INVALID', text, { phase: 'endorse', transactionId, cause });
  }
}

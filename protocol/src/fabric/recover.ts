import { LedgerError } from './LedgerError.js';
import type { Session } from './Session.js';
import { SignedTransaction } from './SignedTransaction.js';
import type { SubmissionJournal } from './SubmissionJournal.js';
import { Submitter } from './Submitter.js';
import { validationCodeName } from './validationCodeName.js';

/** What became of a request that an earlier run of the program left in the journal. */
export type RecoveredRequest = Outcome & {
  readonly requestId: string;
  readonly transactionId: string;
  /** `contract:function`. */
  readonly function: string;
};

type Outcome =
  | { readonly outcome: 'committed'; readonly blockNumber: number }
  /** Changed nothing. `code` is a validation code (MVCC_READ_CONFLICT: ask again), or LEDGER_REFUSED. */
  | { readonly outcome: 'invalid'; readonly code: string }
  /** Still unknown; the journal keeps it. */
  | { readonly outcome: 'pending'; readonly code: 'SUBMISSION_PENDING' };

/**
 * Submits every journalled transaction's bytes again, all at once, and awaits their status.
 *
 * @throws CodedError JOURNAL_UNREADABLE when a file of the journal holds no signed transaction.
 */
export async function recover(
  session: Session,
  journal: SubmissionJournal,
): Promise<readonly RecoveredRequest[]> {
  const submitter = new Submitter(session);
  const deadline = Date.now() + session.patience.submission;
  const one = async (requestId: string): Promise<readonly RecoveredRequest[]> => {
    const bytes = await journal.find(requestId);
    if (bytes === undefined) return [];
    const transaction = SignedTransaction.fromBytes(session, bytes);
    const outcome = await settle(submitter, transaction, deadline);
    if (outcome.outcome !== 'pending') await journal.remove(requestId);
    const { transactionId, invocation } = transaction;
    return [{ requestId, transactionId, function: invocation?.function ?? 'unknown', ...outcome }];
  };
  const requestIds = await journal.list();
  return (await Promise.all(requestIds.map(one))).flat();
}

async function settle(
  submitter: Submitter,
  transaction: SignedTransaction,
  deadline: number,
): Promise<Outcome> {
  try {
    const status = await submitter.settle(transaction, deadline, false);
    return status.successful
      ? { outcome: 'committed', blockNumber: Number(status.blockNumber) }
      : { outcome: 'invalid', code: validationCodeName(status.code) };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    if (error.code === 'SUBMISSION_PENDING') return { outcome: 'pending', code: 'SUBMISSION_PENDING' };
    return { outcome: 'invalid', code: error.code };
  }
}

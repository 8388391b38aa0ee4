import { Backoff } from './Backoff.js';
import { classifyFailure, type Failure } from './classifyFailure.js';
import type { Patience, RetryNotice } from './ClientOptions.js';
import { LedgerError } from './LedgerError.js';

export interface RetryCallOptions {
  readonly phase: 'evaluate' | 'endorse';
  readonly function: string;
  readonly patience: Pick<Patience, 'lag' | 'outage'>;
  readonly signal: AbortSignal;
  readonly onRetry: (notice: RetryNotice) => void;
}

/** One attempt: a new proposal each time, because the clock guard refuses old timestamps. */
export interface Attempt<T> {
  readonly transactionId: string;
  run(): Promise<T>;
}

/**
 * Makes a call without effect (a query, an endorsement) until it succeeds or a failure counts: outages and lag are
 * retried with back-off, each for its own time from when it was first seen.
 *
 * @throws LedgerError with the failure's code.
 */
export async function retryCall<T>(newAttempt: () => Attempt<T>, options: RetryCallOptions): Promise<T> {
  const backoff = new Backoff(100, 2_000);
  const since = new Map<Failure['kind'], number>();
  for (;;) {
    const attempt = newAttempt();
    try {
      return await attempt.run();
    } catch (error) {
      const failure = classifyFailure(error);
      if (options.signal.aborted) throw closed(options.phase, error);
      if (failure === undefined) throw error;
      if (hasCounted(failure, since, options)) {
        const { code, text, grpcStatus, details } = failure;
        const { transactionId } = attempt;
        throw new LedgerError(code, text, { phase: options.phase, grpcStatus, details, transactionId });
      }
      options.onRetry({
        phase: options.phase,
        code: failure.code,
        text: failure.text,
        function: options.function,
      });
    }
    await backoff.wait(options.signal);
  }
}

function hasCounted(
  failure: Failure,
  since: Map<Failure['kind'], number>,
  options: RetryCallOptions,
): boolean {
  if (failure.kind === 'final') return true;
  const now = Date.now();
  const first = since.get(failure.kind) ?? now;
  since.set(failure.kind, first);
  return now - first >= options.patience[failure.kind];
}

function closed(phase: RetryCallOptions['phase'], cause: unknown): LedgerError {
  return new LedgerError('CLIENT_CLOSED', 'the client was closed before the ledger answered', {
    phase,
    cause,
  });
}

import type { CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import { Backoff } from './Backoff.js';
import { classifyFailure } from './classifyFailure.js';
import { LedgerError } from './LedgerError.js';
import type { Session } from './Session.js';

/** fabric-gateway reports a deliver status other than blocks with this; 400 and 403 will not change by waiting. */
const REFUSED_STATUS = /^Unexpected status response: (?:400|403)$/;

export interface FollowOptions {
  readonly session: Session;
  readonly signal: AbortSignal;
}

/**
 * Yields what a stream delivers, and opens it again, with back-off, when it breaks or ends; `open` is to continue after
 * what was yielded before. Ends when the signal aborts.
 *
 * @throws LedgerError LEDGER_REFUSED when the peer says that this party may not read.
 */
export async function* followStream<T>(
  open: () => Promise<CloseableAsyncIterable<T>>,
  { session, signal }: FollowOptions,
): AsyncGenerator<T, void, undefined> {
  const backoff = new Backoff(200, 5_000);
  // Asked through a function: the compiler takes a property that it saw false for false ever after.
  const ended = (): boolean => signal.aborted;
  while (!ended()) {
    const failure = yield* drain(open, signal, backoff);
    if (ended()) return;
    session.onRetry({ phase: 'events', ...describe(failure) });
    await backoff.wait(signal);
  }
}

/** Yields until the stream ends; returns why. */
async function* drain<T>(
  open: () => Promise<CloseableAsyncIterable<T>>,
  signal: AbortSignal,
  backoff: Backoff,
): AsyncGenerator<T, unknown, undefined> {
  let stream: CloseableAsyncIterable<T> | undefined;
  const close = (): void => stream?.close();
  signal.addEventListener('abort', close);
  try {
    stream = await open();
    if (signal.aborted) return undefined;
    const iterator = stream[Symbol.asyncIterator]();
    for (;;) {
      const item = await nextOf(iterator);
      if ('failure' in item) return item.failure;
      backoff.reset();
      yield item.value;
    }
  } finally {
    signal.removeEventListener('abort', close);
    stream?.close();
  }
}

// Errors are told apart from those of whoever consumes the values, which must not be taken for the stream's.
async function nextOf<T>(iterator: AsyncIterator<T>): Promise<{ value: T } | { failure: unknown }> {
  try {
    const result = await iterator.next();
    return result.done === true ? { failure: new Error('the stream ended') } : { value: result.value };
  } catch (failure) {
    return { failure };
  }
}

function describe(error: unknown): { code: string; text: string } {
  const failure = classifyFailure(error);
  if (failure?.code === 'LEDGER_REFUSED') {
    const { grpcStatus, details } = failure;
    throw new LedgerError(failure.code, failure.text, { phase: 'events', grpcStatus, details });
  }
  const text = error instanceof Error ? error.message : 'the stream broke';
  if (REFUSED_STATUS.test(text)) throw new LedgerError('LEDGER_REFUSED', text, { phase: 'events' });
  return { code: failure?.code ?? 'STREAM_BROKEN', text: failure?.text ?? text };
}

import { callSignal } from './callSignal.js';
import type { ConcurrencyLimit } from './ConcurrencyLimit.js';
import { serviceError } from './serviceError.js';

interface StreamCall {
  readonly cancelled: boolean;
  on(event: 'cancelled', listener: () => void): unknown;
  emit(event: 'error', error: Error): unknown;
  end(): unknown;
}

/**
 * Answers a call with a stream: does the work within the service's limit, and ends the call with what came of it.
 *
 * @param work sends the answers; its signal aborts when the client cancels, leaves or its deadline passes
 */
export function serveStream(
  { limit, report }: { readonly limit: ConcurrencyLimit; readonly report: (error: unknown) => void },
  call: StreamCall,
  work: (signal: AbortSignal) => Promise<void>,
): void {
  const signal = callSignal(call);
  const run = async (): Promise<void> => {
    const leave = limit.enter();
    try {
      await work(signal);
    } finally {
      leave();
    }
  };
  run().then(
    () => {
      call.end();
    },
    (error: unknown) => {
      if (!signal.aborted) call.emit('error', serviceError(error, report));
    },
  );
}

import { InterceptingCall, status, type Interceptor } from '@grpc/grpc-js';

/**
 * Cancels calls that are under way when the signal aborts, and those that begin later. Closing a gRPC client alone lets its
 * calls go on: one that waits for a commit would keep a program from ending for as long as its deadline.
 */
export function cancelOnAbort(signal: AbortSignal): Interceptor {
  return (options, nextCall) => {
    const cancel = (): void => {
      call.cancelWithStatus(status.CANCELLED, 'the client was closed');
    };
    const call = new InterceptingCall(nextCall(options), {
      start: (metadata, _listener, next) => {
        signal.addEventListener('abort', cancel, { once: true });
        next(metadata, {
          onReceiveStatus: (ended, pass) => {
            signal.removeEventListener('abort', cancel);
            pass(ended);
          },
        });
        if (signal.aborted) cancel();
      },
    });
    return call;
  };
}

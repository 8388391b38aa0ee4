import type { handleServerStreamingCall, ServerWritableStream } from '@grpc/grpc-js';
import { callSignal } from './callSignal.js';
import type { ConcurrencyLimit } from './ConcurrencyLimit.js';
import { sendMessage } from './sendMessage.js';
import { serviceError } from './serviceError.js';

/** A gRPC method that answers with a stream, from a generator, which runs no further than the client reads. */
export function streamHandler<Request, Response>(
  context: { readonly limit: ConcurrencyLimit; readonly report: (error: unknown) => void },
  handle: (request: Request, signal: AbortSignal) => AsyncIterable<Response>,
): handleServerStreamingCall<Request, Response> {
  const run = async (call: ServerWritableStream<Request, Response>, signal: AbortSignal): Promise<void> => {
    const leave = context.limit.enter();
    try {
      for await (const response of handle(call.request, signal)) await sendMessage(call, response, signal);
    } finally {
      leave();
    }
  };
  return (call) => {
    const signal = callSignal(call);
    run(call, signal).then(
      () => {
        call.end();
      },
      (error: unknown) => {
        if (!signal.aborted) call.emit('error', serviceError(error, context.report));
      },
    );
  };
}

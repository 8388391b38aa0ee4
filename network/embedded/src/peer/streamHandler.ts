import type { handleServerStreamingCall } from '@grpc/grpc-js';
import type { ConcurrencyLimit } from './ConcurrencyLimit.js';
import { sendMessage } from './sendMessage.js';
import { serveStream } from './serveStream.js';

/** A gRPC method that answers with a stream, from a generator, which runs no further than the client reads. */
export function streamHandler<Request, Response>(
  context: { readonly limit: ConcurrencyLimit; readonly report: (error: unknown) => void },
  handle: (request: Request, signal: AbortSignal) => AsyncIterable<Response>,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    serveStream(context, call, async (signal) => {
      for await (const response of handle(call.request, signal)) await sendMessage(call, response, signal);
    });
  };
}

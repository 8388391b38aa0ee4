import type { handleUnaryCall } from '@grpc/grpc-js';
import type { ConcurrencyLimit } from './ConcurrencyLimit.js';
import { callSignal } from './callSignal.js';
import { serviceError } from './serviceError.js';

/** A gRPC method from a function. The signal aborts when the client cancels, leaves or its deadline passes. */
export function unaryHandler<Request, Response>(
  context: { readonly limit: ConcurrencyLimit; readonly report: (error: unknown) => void },
  handle: (request: Request, signal: AbortSignal) => Promise<Response> | Response,
): handleUnaryCall<Request, Response> {
  const run = async (request: Request, signal: AbortSignal): Promise<Response> => {
    const leave = context.limit.enter();
    try {
      return await handle(request, signal);
    } finally {
      leave();
    }
  };
  return (call, callback) => {
    run(call.request, callSignal(call)).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(serviceError(error, context.report));
      },
    );
  };
}

import { status } from '@grpc/grpc-js';
import { RpcError } from './RpcError.js';

interface Cancellable {
  readonly cancelled: boolean;
  on(event: 'cancelled', listener: () => void): unknown;
}

/** Aborts when the client cancels a call, leaves, or its deadline passes. */
export function callSignal(call: Cancellable): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort(new RpcError(status.CANCELLED, 'context canceled'));
  };
  if (call.cancelled) abort();
  else call.on('cancelled', abort);
  return controller.signal;
}

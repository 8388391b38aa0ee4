import type { status } from '@grpc/grpc-js';
import { RpcError } from '../peer/RpcError.js';

/** An expected error as an answer to the client; any other error stays what it is. */
export function asRpcError(
  error: unknown,
  expected: new (text: string) => Error,
  code: status,
  prefix = '',
): unknown {
  return error instanceof expected ? new RpcError(code, prefix + error.message) : error;
}

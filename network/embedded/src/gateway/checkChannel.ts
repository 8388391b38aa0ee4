import type { status } from '@grpc/grpc-js';
import { RpcError } from '../peer/RpcError.js';

/** @throws RpcError with the given code when the channel is not the one that the network has */
export function checkChannel(asked: string, channel: string, code: status): void {
  if (asked === channel) return;
  const text = `failed to get config for channel [${asked}]: could not get last config for channel ${asked}`;
  throw new RpcError(code, text);
}

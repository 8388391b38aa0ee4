import type { status } from '@grpc/grpc-js';
import type { gateway } from '@hyperledger/fabric-protos';

/** An answer to a client that is not OK: a gRPC code, a text and what each peer said, all as Fabric words them. */
export class RpcError extends Error {
  readonly code: status;
  readonly details: readonly gateway.ErrorDetail[];

  constructor(code: status, text: string, details: readonly gateway.ErrorDetail[] = []) {
    super(text);
    this.name = 'RpcError';
    this.code = code;
    this.details = details;
  }
}

import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { google } from '@hyperledger/fabric-protos';
import anyProto from 'google-protobuf/google/protobuf/any_pb.js';
import { RpcError } from './RpcError.js';

/**
 * What grpc-js sends for an error: an {@link RpcError} with its details as `google.rpc.Status` in the trailer
 * `grpc-status-details-bin`. Any other error is a fault of ours: it is reported, and the client learns no more than that.
 */
export function serviceError(error: unknown, report: (error: unknown) => void): ServiceError {
  if (!(error instanceof RpcError)) {
    report(error);
    return serviceError(new RpcError(status.INTERNAL, 'internal error of the embedded network'), report);
  }
  const metadata = new Metadata();
  if (error.details.length > 0) metadata.set('grpc-status-details-bin', Buffer.from(rpcStatus(error)));
  return Object.assign(new Error(error.message), { code: error.code, details: error.message, metadata });
}

function rpcStatus(error: RpcError): Uint8Array {
  const answer = new google.rpc.Status();
  answer.setCode(error.code);
  answer.setMessage(error.message);
  for (const detail of error.details) {
    const any = new anyProto.Any();
    any.pack(detail.serializeBinary(), 'gateway.ErrorDetail');
    answer.addDetails(any);
  }
  return answer.serializeBinary();
}

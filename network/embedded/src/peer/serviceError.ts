import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { google, type gateway } from '@hyperledger/fabric-protos';
import anyProto from 'google-protobuf/google/protobuf/any_pb.js';
import { errorDetail } from './errorDetail.js';
import { RpcError } from './RpcError.js';
import { shorten } from './shorten.js';

/** Trailers of 64 KiB and more never reach a client in Node: the call would hang. */
const MAX_TEXT_BYTES = 24 * 1024;
const MAX_DETAILS_BYTES = 16 * 1024;

/**
 * What grpc-js sends for an error: an {@link RpcError} with its details as `google.rpc.Status` in the trailer
 * `grpc-status-details-bin`. Texts, which may come from a chaincode or a client, are cut to what trailers can hold. Any other
 * error is a fault of ours: it is reported, and the client learns no more than that.
 */
export function serviceError(error: unknown, report: (error: unknown) => void): ServiceError {
  if (!(error instanceof RpcError)) {
    report(error);
    return serviceError(new RpcError(status.INTERNAL, 'internal error of the embedded network'), report);
  }
  const text = trailerText(error.message);
  const metadata = new Metadata();
  if (error.details.length > 0) {
    metadata.set('grpc-status-details-bin', Buffer.from(rpcStatus(error.code, text, error.details)));
  }
  return Object.assign(new Error(text), { code: error.code, details: text, metadata });
}

/** grpc-js percent-encodes it, which throws at half a surrogate pair. */
function trailerText(text: string): string {
  return shorten(text.toWellFormed(), MAX_TEXT_BYTES, (character) => encodeURI(character).length);
}

function rpcStatus(code: status, text: string, details: readonly gateway.ErrorDetail[]): Uint8Array {
  const answer = new google.rpc.Status();
  answer.setCode(code);
  const maxBytes = Math.floor(MAX_DETAILS_BYTES / (details.length + 1));
  answer.setMessage(shorten(text, maxBytes, byteLength));
  for (const detail of details) {
    const message = shorten(detail.getMessage().toWellFormed(), maxBytes, byteLength);
    const node = { address: detail.getAddress(), mspId: detail.getMspId() };
    const any = new anyProto.Any();
    any.pack(errorDetail(node, message).serializeBinary(), 'gateway.ErrorDetail');
    answer.addDetails(any);
  }
  return answer.serializeBinary();
}

function byteLength(character: string): number {
  return Buffer.byteLength(character);
}

import type { status } from '@grpc/grpc-js';
import { Metadata, type ServiceError } from '@grpc/grpc-js';
import { gateway } from '@hyperledger/fabric-protos';
import { encodeField } from './encodeField.js';

/** A gRPC error as the Gateway sends it: a status, a text and what each peer said. */
export function gatewayError(code: status, text: string, peers: readonly string[] = []): ServiceError {
  const metadata = new Metadata();
  const details = peers.map((message, index) => {
    const detail = new gateway.ErrorDetail();
    detail.setAddress(`peer${String(index)}:7051`);
    detail.setMspId(index === 0 ? 'CommunityMSP' : 'SH1MSP');
    detail.setMessage(message);
    return encodeField(
      3,
      Buffer.concat([
        encodeField(1, 'type.googleapis.com/gateway.ErrorDetail'),
        encodeField(2, detail.serializeBinary()),
      ]),
    );
  });
  if (details.length > 0) metadata.set('grpc-status-details-bin', Buffer.concat(details));
  return Object.assign(new Error(text), { code, details: text, metadata });
}

import { status, type ServiceError } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { gateway, google } from '@hyperledger/fabric-protos';
import type { Refusal } from './Refusal.js';

/**
 * What a service refused a call with.
 *
 * @throws the error itself when it is not one of gRPC's
 */
export function refusalOf(error: unknown): Refusal {
  const cause: unknown = error instanceof GatewayError ? error.cause : error;
  if (!isServiceError(cause)) throw error;
  const details = cause.metadata.get('grpc-status-details-bin').flatMap(detailsOf);
  return {
    code: status[cause.code],
    message: receivable(cause.details),
    details: details.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
  };
}

/**
 * Go's gRPC sends a text's last space as it is, and Node's HTTP/2 takes no such header: of real peers such texts arrive empty.
 */
function receivable(text: string): string {
  return text.endsWith(' ') ? '' : text;
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'details' in error && 'metadata' in error;
}

function detailsOf(bytes: string | Buffer): Refusal['details'][number][] {
  if (typeof bytes === 'string') return [];
  return google.rpc.Status.deserializeBinary(bytes)
    .getDetailsList()
    .map((any) => {
      const detail = gateway.ErrorDetail.deserializeBinary(any.getValue_asU8());
      const message = detail.getMessage();
      // Who owns the orderers is the network's own affair.
      const isOfOrderer = message.startsWith('received unsuccessful response from orderer: ');
      return { mspId: isOfOrderer ? '<orderer>' : detail.getMspId(), message };
    });
}

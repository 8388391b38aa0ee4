import { status, type ServiceError } from '@grpc/grpc-js';
import { gatewayError } from './gatewayError.js';

/** What a Gateway says when the chaincode refuses to endorse. */
export function chaincodeRefusal(message: string): ServiceError {
  const text = 'failed to endorse transaction, see attached details for more info';
  return gatewayError(status.ABORTED, text, [`chaincode response 500, ${message}`]);
}

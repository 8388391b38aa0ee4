import { status, type ServiceError } from '@grpc/grpc-js';
import { gatewayError } from './gatewayError.js';

/** What a Gateway says when too few orderers took a transaction. */
export function unavailable(): ServiceError {
  return gatewayError(
    status.UNAVAILABLE,
    'insufficient number of orderers could successfully process transaction to satisfy quorum requirement',
  );
}

import { status } from '@grpc/grpc-js';
import { common, gateway } from '@hyperledger/fabric-protos';
import type { BroadcastAnswer, OrderingService } from '../ordering/OrderingService.js';
import { RpcError } from '../peer/RpcError.js';
import { checkChannel } from './checkChannel.js';
import { errorDetail } from '../peer/errorDetail.js';

/**
 * The Gateway's Submit: hands a signed transaction to the ordering service (submitNonBFT in internal/pkg/gateway/submit.go).
 * Where the ordering service is not available, the detail says why; Fabric only logs it.
 *
 * @throws RpcError INVALID_ARGUMENT, FAILED_PRECONDITION, ABORTED when the transaction is refused, UNAVAILABLE
 */
export function submit(
  request: gateway.SubmitRequest,
  context: {
    readonly channel: string;
    readonly ordering: OrderingService;
    readonly orderer: { readonly address: string; readonly mspId: string };
  },
): gateway.SubmitResponse {
  const transaction = request.getPreparedTransaction();
  if (transaction === undefined) {
    throw new RpcError(status.INVALID_ARGUMENT, 'a prepared transaction is required');
  }
  if (transaction.getSignature_asU8().length === 0) {
    throw new RpcError(status.INVALID_ARGUMENT, 'prepared transaction must be signed');
  }
  checkChannel(request.getChannelId(), context.channel, status.FAILED_PRECONDITION);
  const answer = context.ordering.broadcast(transaction);
  if (answer.status === common.Status.SUCCESS) return new gateway.SubmitResponse();
  const text = `received unsuccessful response from orderer: status=${statusName(answer)}, info=${answer.info}`;
  if (answer.status >= 400 && answer.status < 500) throw new RpcError(status.ABORTED, text);
  throw new RpcError(status.UNAVAILABLE, 'no orderers could successfully process transaction', [
    errorDetail(context.orderer, text),
  ]);
}

function statusName({ status: code }: BroadcastAnswer): string {
  return Object.entries(common.Status).find(([, value]) => value === code)?.[0] ?? '';
}

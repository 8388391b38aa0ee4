import { status } from '@grpc/grpc-js';
import { common, gateway } from '@hyperledger/fabric-protos';
import type { BroadcastAnswer, OrderingService } from '../ordering/OrderingService.js';
import { RpcError } from '../peer/RpcError.js';
import { checkChannel } from './checkChannel.js';
import { errorDetail } from '../peer/errorDetail.js';

const noQuorum =
  'insufficient number of orderers could successfully process transaction to satisfy quorum requirement';

/**
 * The Gateway's Submit: hands a signed transaction to the ordering service (internal/pkg/gateway/submit.go). A
 * refusal reads as on every channel of capability V3_0, which this network's is, whatever its ordering: the detail says why.
 *
 * @throws RpcError INVALID_ARGUMENT, FAILED_PRECONDITION, UNAVAILABLE when the transaction is refused or cannot be ordered
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
  throw new RpcError(status.UNAVAILABLE, noQuorum, [errorDetail(context.orderer, text)]);
}

function statusName({ status: code }: BroadcastAnswer): string {
  return Object.entries(common.Status).find(([, value]) => value === code)?.[0] ?? '';
}

import { status } from '@grpc/grpc-js';
import { gateway, peer } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { AclError } from '../peer/AclError.js';
import { checkAcl } from '../peer/checkAcl.js';
import { enumMember } from '../peer/enumMember.js';
import { MalformedMessageError } from '../peer/MalformedMessageError.js';
import { parseMessage } from '../peer/parseMessage.js';
import type { Peer } from '../peer/Peer.js';
import { RpcError } from '../peer/RpcError.js';
import { asRpcError } from './asRpcError.js';

const VALIDATION_CODES = Object.values({ ...peer.TxValidationCode });

/**
 * The Gateway's CommitStatus: waits until this peer has committed a transaction and tells its validation code
 * (internal/pkg/gateway/commitstatus.go).
 *
 * @throws RpcError INVALID_ARGUMENT, PERMISSION_DENIED
 */
export async function commitStatus(
  signedRequest: gateway.SignedCommitStatusRequest,
  context: { readonly peer: Peer; readonly bundle: ChannelBundle },
  signal: AbortSignal,
): Promise<gateway.CommitStatusResponse> {
  const request = checkedRequest(signedRequest, context.bundle);
  const location = await context.peer.waitForTransaction(request.getTransactionId(), signal);
  const response = new gateway.CommitStatusResponse();
  const { INVALID_OTHER_REASON } = peer.TxValidationCode;
  response.setResult(enumMember(VALIDATION_CODES, location.code, INVALID_OTHER_REASON));
  response.setBlockNumber(location.block);
  return response;
}

function checkedRequest(
  signed: gateway.SignedCommitStatusRequest,
  bundle: ChannelBundle,
): gateway.CommitStatusRequest {
  const data = signed.getRequest_asU8();
  if (data.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a commit status request is required');
  try {
    const request = parseMessage(gateway.CommitStatusRequest, data);
    const signature = signed.getSignature_asU8();
    const identity = request.getIdentity_asU8();
    checkAcl(bundle, 'gateway/CommitStatus', request.getChannelId(), { data, identity, signature });
    return request;
  } catch (error) {
    const refused = asRpcError(error, AclError, status.PERMISSION_DENIED);
    throw asRpcError(refused, MalformedMessageError, status.INVALID_ARGUMENT, 'invalid status request: ');
  }
}

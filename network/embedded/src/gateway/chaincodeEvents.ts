import { status } from '@grpc/grpc-js';
import { gateway, orderer, type peer } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { AclError } from '../peer/AclError.js';
import { checkAcl } from '../peer/checkAcl.js';
import { MalformedMessageError } from '../peer/MalformedMessageError.js';
import { parseMessage } from '../peer/parseMessage.js';
import type { Peer } from '../peer/Peer.js';
import { RpcError } from '../peer/RpcError.js';
import { TimeSlice } from '../validation/TimeSlice.js';
import { asRpcError } from './asRpcError.js';
import { blockEvents } from './blockEvents.js';

/**
 * The Gateway's ChaincodeEvents: the events of valid transactions of one chaincode, a response for each of this peer's blocks
 * that has any, until the client leaves (internal/pkg/gateway/chaincodeevents.go).
 *
 * @throws RpcError INVALID_ARGUMENT, PERMISSION_DENIED, ABORTED
 */
export async function* chaincodeEvents(
  signedRequest: gateway.SignedChaincodeEventsRequest,
  context: { readonly peer: Peer; readonly bundle: ChannelBundle },
  signal: AbortSignal,
): AsyncGenerator<gateway.ChaincodeEventsResponse, never, undefined> {
  const request = checkedRequest(signedRequest, context.bundle);
  const isWanted = eventFilter(request);
  // Nothing else makes a reader of many old blocks without events wait, and so lets anybody else run.
  const slice = new TimeSlice();
  for (let number = startBlock(context.peer, request); ; number += 1) {
    await context.peer.waitForBlock(number, signal);
    if (slice.isOver) await slice.giveWay();
    signal.throwIfAborted();
    const events = readEvents(context.peer, number).filter(isWanted);
    if (events.length === 0) continue;
    const response = new gateway.ChaincodeEventsResponse();
    response.setBlockNumber(number);
    response.setEventsList(events);
    yield response;
  }
}

function checkedRequest(
  signed: gateway.SignedChaincodeEventsRequest,
  bundle: ChannelBundle,
): gateway.ChaincodeEventsRequest {
  const data = signed.getRequest_asU8();
  if (data.length === 0)
    throw new RpcError(status.INVALID_ARGUMENT, 'a chaincode events request is required');
  try {
    const request = parseMessage(gateway.ChaincodeEventsRequest, data);
    const signature = signed.getSignature_asU8();
    const identity = request.getIdentity_asU8();
    checkAcl(bundle, 'gateway/ChaincodeEvents', request.getChannelId(), { data, identity, signature });
    return request;
  } catch (error) {
    const refused = asRpcError(error, AclError, status.PERMISSION_DENIED);
    const prefix = 'invalid chaincode events request: ';
    throw asRpcError(refused, MalformedMessageError, status.INVALID_ARGUMENT, prefix);
  }
}

function startBlock(peer: Peer, request: gateway.ChaincodeEventsRequest): number {
  const afterTransactionId = request.getAfterTransactionId();
  const location = afterTransactionId === '' ? undefined : peer.locate(afterTransactionId);
  if (location !== undefined) return location.block;
  const position = request.getStartPosition();
  const { TypeCase } = orderer.SeekPosition;
  switch (position?.getTypeCase()) {
    case TypeCase.SPECIFIED:
      return position.getSpecified()?.getNumber() ?? 0;
    case TypeCase.OLDEST:
      throw invalidStart('Oldest');
    case TypeCase.NEWEST:
      throw invalidStart('Newest');
    default:
      return peer.height;
  }
}

function invalidStart(type: string): RpcError {
  const text = `invalid start position type: *orderer.SeekPosition_${type}`;
  return new RpcError(status.INVALID_ARGUMENT, text);
}

/** Of the chaincode; with a transaction to start after, only what follows that one's event, in any chaincode. */
function eventFilter(request: gateway.ChaincodeEventsRequest): (event: peer.ChaincodeEvent) => boolean {
  const chaincode = request.getChaincodeId();
  const afterTransactionId = request.getAfterTransactionId();
  let isPassed = afterTransactionId === '';
  return (event) => {
    if (isPassed) return event.getChaincodeId() === chaincode;
    isPassed = event.getTxId() === afterTransactionId;
    return false;
  };
}

function readEvents(peer: Peer, number: number): readonly peer.ChaincodeEvent[] {
  const block = peer.block(number);
  if (block === undefined) throw new RpcError(status.ABORTED, `no such block number [${number}] in index`);
  return blockEvents(block);
}

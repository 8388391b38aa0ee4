import { peer } from '@hyperledger/fabric-protos';
import { parseMessage } from '../peer/parseMessage.js';
import type { ChaincodeCall } from './ChaincodeCall.js';
import { ChaincodeError } from './ChaincodeError.js';
import type { ChaincodeResult } from './ChaincodeResult.js';
import { messageOf } from '../messageOf.js';

/**
 * What a call brought, from the message that it ended with. The event's chaincode and transaction are the peer's to say.
 *
 * @throws ChaincodeError for an ERROR message, and for a COMPLETED one without a response
 */
export function readResult(
  message: peer.ChaincodeMessage,
  { chaincode, txId }: ChaincodeCall,
): ChaincodeResult {
  const payload = message.getPayload_asU8();
  if (message.getType() === peer.ChaincodeMessage.Type.ERROR) {
    throw new ChaincodeError(`transaction returned with failure: ${Buffer.from(payload).toString()}`);
  }
  const event = message.getChaincodeEvent();
  event?.setChaincodeId(chaincode);
  event?.setTxId(txId);
  return { response: decodeResponse(payload, txId), event };
}

function decodeResponse(payload: Uint8Array, txId: string): peer.Response {
  try {
    return parseMessage(peer.Response, payload);
  } catch (error) {
    const text = `failed to unmarshal response for transaction ${txId}: ${messageOf(error)}`;
    throw new ChaincodeError(text, { cause: error });
  }
}

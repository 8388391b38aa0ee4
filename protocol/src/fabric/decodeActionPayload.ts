import { peer, type common } from '@hyperledger/fabric-protos';

/** The ChaincodeActionPayload of an endorser transaction's payload; undefined when it has no action. */
export function decodeActionPayload(payload: common.Payload): peer.ChaincodeActionPayload | undefined {
  // Fabric makes transactions of one action only.
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  return action === undefined
    ? undefined
    : peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
}

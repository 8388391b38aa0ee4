import { common, peer } from '@hyperledger/fabric-protos';

/** How many transient inputs a transaction's envelope carries. */
export function countTransient(envelope: common.Envelope | undefined): number {
  const payload = common.Payload.deserializeBinary(envelope?.getPayload_asU8() ?? new Uint8Array());
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const actionPayload = peer.ChaincodeActionPayload.deserializeBinary(
    action?.getPayload_asU8() ?? new Uint8Array(),
  );
  const proposal = peer.ChaincodeProposalPayload.deserializeBinary(
    actionPayload.getChaincodeProposalPayload_asU8(),
  );
  return (proposal.getTransientmapMap() as { getLength(): number }).getLength();
}

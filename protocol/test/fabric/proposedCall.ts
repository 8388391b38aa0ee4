import { peer, type gateway } from '@hyperledger/fabric-protos';

/** The function and arguments of a proposal. */
export function proposedCall(request: gateway.EndorseRequest | undefined): string[] {
  const bytes = request?.getProposedTransaction()?.getProposalBytes_asU8() ?? new Uint8Array();
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(
    peer.Proposal.deserializeBinary(bytes).getPayload_asU8(),
  );
  const spec = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8()).getChaincodeSpec();
  return (spec?.getInput()?.getArgsList_asU8() ?? []).map((arg) => Buffer.from(arg).toString('utf8'));
}

import { common, peer } from '@hyperledger/fabric-protos';

/** The call that a transaction's envelope carries. */
export interface Invocation {
  readonly chaincode: string;
  /** `contract:function`, such as `registry:enrolHome`. */
  readonly function: string;
  readonly arguments: readonly Uint8Array[];
}

/** Reads the call out of an endorser transaction's envelope; undefined when there is none in it. */
export function decodeInvocation(envelope: common.Envelope): Invocation | undefined {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const action = transaction.getActionsList()[0];
  if (action === undefined) return undefined;
  const actionPayload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  return decodeProposalPayload(actionPayload.getChaincodeProposalPayload_asU8());
}

/** Reads the call out of a ChaincodeProposalPayload's bytes. */
function decodeProposalPayload(bytes: Uint8Array): Invocation | undefined {
  const proposal = peer.ChaincodeProposalPayload.deserializeBinary(bytes);
  const spec = peer.ChaincodeInvocationSpec.deserializeBinary(proposal.getInput_asU8()).getChaincodeSpec();
  const [name, ...args] = spec?.getInput()?.getArgsList_asU8() ?? [];
  if (spec === undefined || name === undefined) return undefined;
  return {
    chaincode: spec.getChaincodeId()?.getName() ?? '',
    function: Buffer.from(name).toString('utf8'),
    arguments: args,
  };
}

import { peer } from '@hyperledger/fabric-protos';

/** The call that a transaction carries. */
export interface Invocation {
  readonly chaincode: string;
  /** `contract:function`, such as `registry:enrolHome`. */
  readonly function: string;
  readonly arguments: readonly Uint8Array[];
}

/** Reads the call out of a ChaincodeProposalPayload's bytes; undefined when there is none in it. */
export function decodeInvocation(bytes: Uint8Array): Invocation | undefined {
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

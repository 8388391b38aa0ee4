import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeCall } from '../chaincode/ChaincodeCall.js';
import type { ChaincodeResult } from '../chaincode/ChaincodeResult.js';
import type { ChaincodeRuntime } from '../chaincode/ChaincodeRuntime.js';
import type { SystemChaincode } from './SystemChaincode.js';

/** A peer's system chaincodes as its chaincodes call them. */
export function callableSystemChaincodes(
  channel: string,
  systemChaincodes: ReadonlyMap<string, SystemChaincode>,
): ReadonlyMap<string, Pick<ChaincodeRuntime, 'execute'>> {
  return new Map(
    [...systemChaincodes].map(([name, chaincode]) => [
      name,
      { execute: (call: ChaincodeCall) => Promise.resolve(execute(chaincode, call, channel)) },
    ]),
  );
}

function execute(chaincode: SystemChaincode, call: ChaincodeCall, channel: string): ChaincodeResult {
  const context = { channel, creator: call.creator, invokedChaincode: invokedChaincode(call.proposal) };
  return { response: chaincode.execute(call.input.getArgsList_asU8(), context), event: undefined };
}

/** The endorser has read the same bytes before. */
function invokedChaincode(proposal: peer.Proposal): string {
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8());
  return invocation.getChaincodeSpec()?.getChaincodeId()?.getName() ?? '';
}

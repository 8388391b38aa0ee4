import type { common, peer } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import { PlanningError } from './PlanningError.js';

/**
 * The signature policies that one chaincode's part of a transaction must satisfy, as Fabric's discovery puts them together:
 * those of the collections that it touches, or the chaincode's where there is none. Those of the keys come on top.
 *
 * @throws PlanningError
 */
export function interestPolicies(
  call: peer.ChaincodeCall,
  definition: ChaincodeDefinition,
): readonly common.SignaturePolicyEnvelope[] {
  const policies = chaincodePolicies(call, definition);
  if (!call.getDisregardNamespacePolicy()) return policies;
  if (policies.length === 1 && call.getKeyPoliciesList().length === 0) {
    throw new PlanningError(
      `requested to disregard chaincode ${call.getName()}'s policy but key and collection policies are missing, either ` +
        'disable DisregardNamespacePolicy or specify at least one key policy or at least one collection policy',
    );
  }
  return policies.slice(1);
}

function chaincodePolicies(
  call: peer.ChaincodeCall,
  definition: ChaincodeDefinition,
): readonly common.SignaturePolicyEnvelope[] {
  const collections = call.getCollectionNamesList();
  if (collections.length === 0) return [definition.endorsementEnvelope];
  const policies = collections.map(
    (name) => definition.collection(name)?.endorsementEnvelope ?? definition.endorsementEnvelope,
  );
  return [...new Set(policies)];
}

import { common, peer } from '@hyperledger/fabric-protos';
import { parseMessage } from '../peer/parseMessage.js';
import type { NamespaceFootprint, SimulationFootprint } from '../simulation/TxSimulator.js';

/**
 * Whose policies a transaction needs, for who plans its endorsement: Fabric's buildChaincodeInterest (core/endorser/endorser.go).
 *
 * @throws MalformedMessageError when a key's policy is no SignaturePolicyEnvelope
 */
export function chaincodeInterest(
  footprint: SimulationFootprint,
  isSystem: (namespace: string) => boolean,
): peer.ChaincodeInterest {
  const calls = [...footprint.namespaces]
    .filter(([namespace]) => !isSystem(namespace))
    .flatMap(([namespace, touched]) => [
      ...publicCall(namespace, touched),
      ...collectionCalls(namespace, touched),
    ]);
  const interest = new peer.ChaincodeInterest();
  interest.setChaincodesList(calls);
  return interest;
}

function publicCall(namespace: string, touched: NamespaceFootprint): peer.ChaincodeCall[] {
  const { keyPolicies, chaincodePolicyRequired } = touched;
  if (keyPolicies.length === 0 && !chaincodePolicyRequired) return [];
  const call = new peer.ChaincodeCall();
  call.setName(namespace);
  call.setKeyPoliciesList(keyPolicies.map(keyPolicy));
  call.setDisregardNamespacePolicy(!chaincodePolicyRequired);
  return [call];
}

function collectionCalls(namespace: string, { collections }: NamespaceFootprint): peer.ChaincodeCall[] {
  return [...collections].map(([name, { privateReads }]) => {
    const call = new peer.ChaincodeCall();
    call.setName(namespace);
    call.setCollectionNamesList([name]);
    call.setNoPrivateReads(!privateReads);
    return call;
  });
}

function keyPolicy(bytes: Uint8Array): common.SignaturePolicyEnvelope {
  return parseMessage(common.SignaturePolicyEnvelope, bytes, 'SignaturePolicyEnvelope');
}

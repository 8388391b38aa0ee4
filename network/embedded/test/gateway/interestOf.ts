import { peer, type common } from '@hyperledger/fabric-protos';

export interface InterestCall {
  readonly name: string;
  readonly collections?: readonly string[];
  readonly noPrivateReads?: boolean;
  readonly disregard?: boolean;
  readonly keyPolicies?: readonly common.SignaturePolicyEnvelope[];
}

/** What a transaction touched. */
export function interestOf(...calls: readonly InterestCall[]): peer.ChaincodeInterest {
  const interest = new peer.ChaincodeInterest();
  interest.setChaincodesList(
    calls.map((call) => {
      const message = new peer.ChaincodeCall();
      message.setName(call.name);
      message.setCollectionNamesList([...(call.collections ?? [])]);
      message.setNoPrivateReads(call.noPrivateReads ?? false);
      message.setDisregardNamespacePolicy(call.disregard ?? false);
      message.setKeyPoliciesList([...(call.keyPolicies ?? [])]);
      return message;
    }),
  );
  return interest;
}

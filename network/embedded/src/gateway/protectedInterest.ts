import { peer } from '@hyperledger/fabric-protos';

/** What a transaction touched, as if it had read all of its collections: only their members then endorse it. */
export function protectedInterest(interest: peer.ChaincodeInterest): {
  readonly members: peer.ChaincodeInterest;
  /** Whose data it did not read. */
  readonly collections: readonly string[];
} {
  const collections: string[] = [];
  const members = new peer.ChaincodeInterest();
  for (const call of interest.getChaincodesList()) {
    if (!call.getNoPrivateReads()) {
      members.addChaincodes(call);
      continue;
    }
    collections.push(...call.getCollectionNamesList());
    const copy = peer.ChaincodeCall.deserializeBinary(call.serializeBinary());
    copy.setNoPrivateReads(false);
    members.addChaincodes(copy);
  }
  return { members, collections };
}

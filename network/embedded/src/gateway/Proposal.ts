import type { common, peer } from '@hyperledger/fabric-protos';

/** What the Gateway reads of a signed proposal. Not checked: the endorsers do that. */
export interface Proposal {
  readonly signed: peer.SignedProposal;
  readonly header: common.Header;
  readonly payload: peer.ChaincodeProposalPayload;
  readonly spec: peer.ChaincodeInvocationSpec;
  readonly channel: string;
  /** Empty when there is none. */
  readonly chaincode: string;
  readonly hasTransientData: boolean;
}

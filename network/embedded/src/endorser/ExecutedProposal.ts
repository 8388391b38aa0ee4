import type { peer } from '@hyperledger/fabric-protos';

/** What came of a proposal, to be put into a response. */
export interface ExecutedProposal {
  readonly response: peer.Response;
  readonly event: peer.ChaincodeEvent | undefined;
  /** `rwset.TxReadWriteSet`; empty for a system chaincode. */
  readonly results: Uint8Array;
  readonly interest: peer.ChaincodeInterest | undefined;
  /** Of the chaincode that was called. */
  readonly version: string;
}

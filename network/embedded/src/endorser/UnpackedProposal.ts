import type { common, peer } from '@hyperledger/fabric-protos';

/** A signed proposal taken apart; nothing in it has been checked but that it can be read. */
export interface UnpackedProposal {
  readonly signed: peer.SignedProposal;
  readonly proposal: peer.Proposal;
  readonly channelHeader: common.ChannelHeader;
  /** Empty: for the peer itself, without a channel. */
  readonly channel: string;
  readonly txId: string;
  readonly nonce: Uint8Array;
  /** `msp.SerializedIdentity` */
  readonly creator: Uint8Array;
  /** From the header: the one that is called. */
  readonly chaincode: string;
  /** From the payload, which system chaincodes hold against their own name; empty: not named. */
  readonly invokedChaincode: string;
  readonly input: peer.ChaincodeInput;
  /** Binds a response to the proposal: SHA-256 over both headers and the payload without its transient data. */
  readonly hash: Uint8Array;
}

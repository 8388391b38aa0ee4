import type { common, peer } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import type { TransactionLocation } from '../ledger/TransactionLocation.js';

/** An organisation's peer: the ledger as far as it has committed it, and its endorser. */
export interface Peer {
  readonly mspId: string;
  /** `host:port` as others know it: in error details. */
  readonly address: string;
  readonly identity: SigningIdentity;
  /** Blocks that this peer has committed. */
  readonly height: number;
  /** `undefined` when this peer has not committed it yet. */
  block(number: number): common.Block | undefined;
  /** Of a transaction that this peer has committed. */
  locate(txId: string): TransactionLocation | undefined;
  /** Comes back when `height > number`; rejects with the signal's reason. */
  waitForBlock(number: number, signal: AbortSignal): Promise<void>;
  /** Comes back when this peer has committed the transaction; rejects with the signal's reason. */
  waitForTransaction(txId: string, signal: AbortSignal): Promise<TransactionLocation>;
  /**
   * Endorses or evaluates. As Fabric's endorser: a rejected proposal is an EndorserError; a chaincode's own refusal is a
   * response of status 400 and above, without endorsement.
   *
   * @throws EndorserError
   */
  processProposal(signed: peer.SignedProposal, signal: AbortSignal): Promise<peer.ProposalResponse>;
}

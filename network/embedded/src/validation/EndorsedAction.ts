import type { peer } from '@hyperledger/fabric-protos';
import type { ReadWriteSet } from '../simulation/ReadWriteSet.js';

/** What the endorsers of a transaction signed. */
export interface EndorsedAction {
  readonly txId: string;
  readonly chaincode: string;
  readonly readWriteSet: ReadWriteSet;
  /** `peer.ProposalResponsePayload`, to which each endorsement's signature belongs. */
  readonly signed: Uint8Array;
  readonly endorsements: readonly peer.Endorsement[];
}

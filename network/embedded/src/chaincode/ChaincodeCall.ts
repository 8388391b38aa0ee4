import type { peer } from '@hyperledger/fabric-protos';
import type { TxSimulator } from '../simulation/TxSimulator.js';
import type { Identity } from '../msp/Identity.js';

/** One call of a chaincode in one transaction on one peer. */
export interface ChaincodeCall {
  readonly chaincode: string;
  readonly txId: string;
  readonly signedProposal: peer.SignedProposal;
  readonly proposal: peer.Proposal;
  readonly creator: Identity;
  /** Its `isInit` says whether the chaincode's Init is called; who may and must is checked by the runtime. */
  readonly input: peer.ChaincodeInput;
  readonly simulator: TxSimulator;
}

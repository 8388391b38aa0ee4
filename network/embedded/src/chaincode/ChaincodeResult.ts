import type { peer } from '@hyperledger/fabric-protos';

export interface ChaincodeResult {
  readonly response: peer.Response;
  /** Its chaincode id and transaction id are filled in by the peer. */
  readonly event: peer.ChaincodeEvent | undefined;
}

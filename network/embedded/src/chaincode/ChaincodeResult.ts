import type { peer } from '@hyperledger/fabric-protos';

export interface ChaincodeResult {
  readonly response: peer.Response;
  /** Its chaincode id and transaction id are the runtime's, whatever the chaincode put there. */
  readonly event: peer.ChaincodeEvent | undefined;
}

import type { peer } from '@hyperledger/fabric-protos';
import type { SystemChaincodeContext } from './SystemChaincodeContext.js';

/** A chaincode that is part of the peer. It reads the ledger as its own peer has committed it, and writes nothing. */
export interface SystemChaincode {
  /** Never throws for what a caller sent: a refusal is a response of status 500, or 404, with Fabric's text. */
  execute(args: readonly Uint8Array[], context: SystemChaincodeContext): peer.Response;
}

import type { Contract, Gateway, Identity, Network, Signer } from '@hyperledger/fabric-gateway';
import type { DrawnEndorsers, Patience, RetryNotice } from './ClientOptions.js';

/** What the parts of one client share: one connection, one identity, one channel, one chaincode. */
export interface Session {
  readonly gateway: Gateway;
  readonly network: Network;
  readonly contract: Contract;
  readonly channel: string;
  readonly chaincode: string;
  readonly identity: Identity;
  readonly sign: Signer;
  readonly patience: Patience;
  /** Undefined: the Gateway chooses. */
  readonly endorsers: DrawnEndorsers | undefined;
  /** MSP id of the organisation that answers queries. Undefined: the Gateway chooses. */
  readonly readsFrom: string | undefined;
  /** Aborted when the client is closed. */
  readonly signal: AbortSignal;
  readonly onRetry: (notice: RetryNotice) => void;
}

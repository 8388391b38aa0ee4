import type { Identity } from '../msp/Identity.js';

/** In which call a system chaincode runs. */
export interface SystemChaincodeContext {
  /** Of the proposal; empty: without a channel. */
  readonly channel: string;
  /** Valid and proved. */
  readonly creator: Identity;
  /** The chaincode that the proposal names: another one when a chaincode calls this one. */
  readonly invokedChaincode: string;
}

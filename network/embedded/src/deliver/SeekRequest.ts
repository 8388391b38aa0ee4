import type { orderer } from '@hyperledger/fabric-protos';
import type { SignedData } from '../policies/SignedData.js';

/** What a client of Deliver asks for, taken out of its envelope. */
export interface SeekRequest {
  readonly channel: string;
  readonly seekInfo: orderer.SeekInfo;
  readonly signed: SignedData;
}

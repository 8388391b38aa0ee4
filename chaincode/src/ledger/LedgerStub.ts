import type { ChaincodeStub } from 'fabric-shim';
import type { StubEntry } from './StubEntry.js';

/** What the ledger layer uses of Fabric's stub, and nothing more. */
export interface LedgerStub extends Pick<
  ChaincodeStub,
  | 'getTxID'
  | 'getChannelID'
  | 'getCreator'
  | 'getTransient'
  | 'getDateTimestamp'
  | 'getState'
  | 'putState'
  | 'deleteState'
  | 'getPrivateData'
  | 'getPrivateDataHash'
  | 'putPrivateData'
  | 'purgePrivateData'
  | 'setEvent'
> {
  getStateByPartialCompositeKey(objectType: string, attributes: string[]): AsyncIterable<StubEntry>;
}

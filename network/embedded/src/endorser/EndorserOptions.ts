import type { ChaincodeRuntime } from '../chaincode/ChaincodeRuntime.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Definitions } from '../definitions/Definitions.js';
import type { Ledger } from '../ledger/Ledger.js';
import type { StateSnapshot } from '../ledger/StateSnapshot.js';
import type { TransientStore } from '../ledger/TransientStore.js';
import type { SigningIdentity } from '../msp/SigningIdentity.js';
import type { TxSimulator } from '../simulation/TxSimulator.js';
import type { SystemChaincode } from '../systemChaincodes/SystemChaincode.js';

/** What one organisation's endorser works with. */
export interface EndorserOptions {
  readonly mspId: string;
  /** The peer's: it signs endorsements. */
  readonly identity: SigningIdentity;
  readonly bundle: ChannelBundle;
  readonly ledger: Ledger;
  readonly transient: TransientStore;
  readonly definitions: () => Definitions;
  readonly runtime: ChaincodeRuntime;
  /** By name. */
  readonly systemChaincodes: ReadonlyMap<string, SystemChaincode>;
  /** Blocks that this peer has committed; above 0. */
  readonly height: () => number;
  /** Takes the snapshot over: its `release` releases it. */
  readonly newSimulator: (snapshot: StateSnapshot, mspId: string, txId: string) => TxSimulator;
}

import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { Definitions } from '../definitions/Definitions.js';
import { AccessControl } from '../endorser/AccessControl.js';
import type { Ledger } from '../ledger/Ledger.js';
import { ConfigurationSystemChaincode } from './ConfigurationSystemChaincode.js';
import { LegacyLifecycleSystemChaincode } from './LegacyLifecycleSystemChaincode.js';
import { LifecycleQueries } from './LifecycleQueries.js';
import { LifecycleSystemChaincode } from './LifecycleSystemChaincode.js';
import { PeerLedger } from './PeerLedger.js';
import { QuerySystemChaincode } from './QuerySystemChaincode.js';
import type { SystemChaincode } from './SystemChaincode.js';

export interface SystemChaincodesOptions {
  /** The peer's organisation. */
  readonly mspId: string;
  readonly bundle: ChannelBundle;
  readonly ledger: Ledger;
  readonly definitions: () => Definitions;
  /** Blocks that the peer has committed; above 0. */
  readonly height: () => number;
}

/** The system chaincodes of one peer, by name. */
export function systemChaincodes(options: SystemChaincodesOptions): ReadonlyMap<string, SystemChaincode> {
  const { mspId, bundle, ledger, definitions, height } = options;
  const access = new AccessControl(mspId, bundle);
  const blocks = new PeerLedger(ledger, height);
  return new Map<string, SystemChaincode>([
    ['qscc', new QuerySystemChaincode(bundle.channel, blocks, access)],
    ['cscc', new ConfigurationSystemChaincode(bundle, blocks, access)],
    ['_lifecycle', new LifecycleSystemChaincode(new LifecycleQueries(bundle, definitions), access)],
    ['lscc', new LegacyLifecycleSystemChaincode(access)],
  ]);
}

import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { KeysLedger } from '../keys/KeysLedger.js';

/** What the agent asks of the ledger; the Fabric client's `ledger` has it. */
export interface AgentLedger extends KeysLedger {
  readonly registry: Pick<CommunityLedger['registry'], 'getCommunity' | 'getDevice'>;
  readonly monitoring: Pick<
    CommunityLedger['monitoring'],
    | 'submitWindows'
    | 'getLastWindow'
    | 'getWindow'
    | 'getEssential'
    | 'listComplaints'
    | 'republishWindow'
    | 'revealWindow'
  >;
}

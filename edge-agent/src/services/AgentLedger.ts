import type { CommunityLedger } from '@acequia/protocol/fabric';

/** What the agent asks of the ledger; the Fabric client's `ledger` has it. */
export interface AgentLedger {
  readonly registry: Pick<CommunityLedger['registry'], 'getCommunity' | 'getDevice'>;
  readonly monitoring: Pick<CommunityLedger['monitoring'], 'submitWindows' | 'getLastWindow' | 'getPayload'>;
}

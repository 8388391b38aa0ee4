import type { DelegationState } from '@acequia/edge-agent';
import type { DelegationTerms } from '@acequia/protocol';

/** What a delegation is at, as a household understands it. */
export const delegationWords = {
  state: {
    offered: 'offered, not answered yet',
    accepted: 'accepted, the community has not confirmed it yet',
    registered: 'agreed, not begun yet',
    active: 'running',
    cancelling: 'being ended',
    cancelled: 'ended early, fee not settled yet',
    expired: 'over, fee not settled yet',
    settled: 'over and settled',
    declined: 'declined',
    refused: 'refused by the community',
  } satisfies Record<DelegationState, string>,
  granularity: {
    alarms: 'alarms',
    intervals: 'alarms and readings',
  } satisfies Record<DelegationTerms['granularity'], string>,
} as const;

import type { Role, Transactions } from '@acequia/protocol';
import type { AccessCase } from './AccessCase.js';
import type { DisclosedWindow, DisputeScene } from './DisputeScene.js';

const disputants: readonly Role[] = ['operator', 'household'];
const watchers: readonly Role[] = ['operator', 'household', 'auditor'];

/**
 * A case for every function of disputes.
 *
 * @param disputes with an open dispute about a window of home SH1.
 * @param disputed that window.
 */
export function disputeAccessCases(
  disputes: DisputeScene,
  disputed: DisclosedWindow,
): { readonly [F in keyof Transactions['disputes']]: AccessCase } {
  const { disputeId } = disputes;
  const { deviceId, sequence } = disputed;
  const subject = { kind: 'window', deviceId, sequence } as const;
  return {
    openDispute: {
      roles: disputants,
      request: disputes.opening(subject, { disputeId: `D-${'1'.repeat(16)}` }),
      neighbour: 'HOME_DENIED',
    },
    disclose: {
      roles: disputants,
      request: disputes.disclosing([disputed]),
      transient: { deks: [disputed.dek] },
      neighbour: 'HOME_DENIED',
    },
    recordFinding: { roles: ['auditor'], request: disputes.found(), neighbour: 'ROLE_DENIED' },
    closeDispute: { roles: ['operator'], request: { disputeId }, neighbour: 'ROLE_DENIED' },
    getDispute: { roles: watchers, request: { disputeId }, neighbour: 'HOME_DENIED' },
    listDisputes: { roles: watchers, request: { homeId: 'SH1' }, neighbour: 'HOME_DENIED' },
  };
}

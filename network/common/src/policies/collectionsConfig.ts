import type { NetworkPlan } from '../topology/NetworkPlan.js';

/**
 * The chaincode's collections: one per home, of the community and that home. Nobody else ever holds its data.
 * `requiredPeerCount` 0: a home that is away must not stop the community's writes; its peer reconciles later.
 */
export function collectionsConfig(plan: NetworkPlan): object[] {
  return plan.organisations
    .filter(({ kind }) => kind === 'home')
    .map(({ mspId, homeId }) => ({
      name: `${homeId ?? mspId}Collection`,
      policy: `OR('CommunityMSP.member', '${mspId}.member')`,
      requiredPeerCount: 0,
      maxPeerCount: 1,
      blockToLive: 0,
      memberOnlyRead: true,
      memberOnlyWrite: true,
    }));
}

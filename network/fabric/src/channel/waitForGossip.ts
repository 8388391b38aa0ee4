import { NetworkError, readMetrics, retry, type NetworkPlan } from '@acequia/network/common';

/** Waits until every peer knows all others of the channel: before, its Gateway finds no endorsers. */
export async function waitForGossip(plan: NetworkPlan, timeoutMs: number): Promise<void> {
  const others = plan.organisations.length - 1;
  await Promise.all(
    plan.organisations.map(async ({ peer }) =>
      retry(`${peer.name} does not know the other peers`, timeoutMs, async () => {
        const metrics = await readMetrics(peer.operationsPort, plan.topology.channel);
        const known = metrics.get('gossip_membership_total_peers_known') ?? 0;
        if (known < others) throw new NetworkError('NOT_READY', `it knows ${known} of ${others}`);
      }),
    ),
  );
}

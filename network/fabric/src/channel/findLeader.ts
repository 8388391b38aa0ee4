import { NetworkError, readMetrics, type NetworkPlan } from '@acequia/network/common';

/** The orderer that leads, according to the orderer that has seen the most blocks. @throws NetworkError `NO_LEADER` */
export async function findLeader(plan: NetworkPlan): Promise<string> {
  const views = await Promise.all(
    plan.orderers.map(async (orderer) => ({
      orderer,
      metrics: await readMetrics(orderer.operationsPort, plan.topology.channel),
    })),
  );
  const raft = views.find(({ metrics }) => metrics.get('consensus_etcdraft_is_leader') === 1);
  if (raft !== undefined) return raft.orderer.name;
  const [latest] = views
    .map(({ metrics }) => ({
      leader: metrics.get('consensus_BFT_leader_id'),
      block: metrics.get('consensus_BFT_committed_block_number') ?? 0,
    }))
    .filter(({ leader }) => leader !== undefined)
    .sort((a, b) => b.block - a.block);
  const found = plan.orderers.find(({ id }) => id === latest?.leader);
  if (found !== undefined) return found.name;
  throw new NetworkError('NO_LEADER', 'no orderer says who leads; ask again after a block');
}

import type { Topology } from './topologySchema.js';

export interface OrderingChoice {
  readonly ordering: 'bft' | 'raft';
  readonly note?: string;
  /** MSP ids of the orderers' owners. */
  readonly owners: readonly string[];
}

/** BFT needs four owners of one orderer each, so that none decides alone: the community and three homes. */
export function chooseOrdering(topology: Pick<Topology, 'ordering' | 'homes' | 'raft'>): OrderingChoice {
  const { ordering, homes, raft } = topology;
  if (ordering === 'bft' && homes >= 3) {
    return { ordering, owners: ['CommunityMSP', 'SH1MSP', 'SH2MSP', 'SH3MSP'] };
  }
  const owners = raft.orderers === 3 && homes >= 2 ? ['CommunityMSP', 'SH1MSP', 'SH2MSP'] : ['CommunityMSP'];
  if (ordering === 'raft') return { ordering, owners };
  const note =
    `Raft instead of BFT: four independent orderers need at least three homes, and there ` +
    (homes === 1 ? 'is 1' : `are ${homes}`);
  return { ordering: 'raft', note, owners };
}

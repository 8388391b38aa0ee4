import type { Topology } from './topologySchema.js';

/** A process that others connect to. `name` is unique in the network and names its folder and log. */
export interface NodePlan {
  readonly name: string;
  readonly mspId: string;
  readonly host: string;
  readonly port: number;
}

export interface PeerPlan extends NodePlan {
  /** Metrics and health, on loopback only; of a real peer. */
  readonly operationsPort: number;
}

export interface OrdererPlan extends NodePlan {
  /** BFT's consenter id, from 1. */
  readonly id: number;
  readonly adminPort: number;
  readonly operationsPort: number;
}

export interface ChaincodeServerPlan extends Omit<NodePlan, 'mspId'> {
  /** The package label; the organisations in `mspIds` approve this package. */
  readonly label: string;
  readonly mspIds: readonly string[];
}

export interface OrganisationPlan {
  readonly mspId: string;
  readonly kind: 'community' | 'home' | 'public';
  readonly homeId?: string;
  /** Name that its certificates end in, such as `sh1.acequia.test`. */
  readonly domain: string;
  readonly peer: PeerPlan;
}

/** The organisation of pseudonyms: it runs nothing, its authority's key is the registrar's. */
export interface TradersPlan {
  readonly mspId: 'TradersMSP';
  readonly domain: string;
}

/** Everything about a network that is decided before its first file is written; kept as `plan.json`. */
export interface NetworkPlan {
  readonly version: 1;
  readonly name: string;
  readonly kind: 'fabric' | 'embedded';
  /** `none`: the embedded network, which has no consensus and no orderers of its own. */
  readonly ordering: 'bft' | 'raft' | 'none';
  /** Why `ordering` differs from what the topology asks for. */
  readonly orderingNote?: string;
  readonly topology: Topology;
  /** Those with a peer. */
  readonly organisations: readonly OrganisationPlan[];
  /** Absent in networks that were made before there was one. */
  readonly traders?: TradersPlan;
  readonly orderers: readonly OrdererPlan[];
  readonly chaincodeServers: readonly ChaincodeServerPlan[];
  /** Folder of the chaincode's package.json. */
  readonly chaincodePath: string;
}

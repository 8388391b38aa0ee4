import { resolve } from 'node:path';
import { findChaincode } from './chaincode/findChaincode.js';
import { makeRoom } from './makeRoom.js';
import type { NetworkOptions } from './NetworkOptions.js';
import { chooseTopology } from './topology/chooseTopology.js';
import { NetworkPaths } from './topology/NetworkPaths.js';
import type { Topology } from './topology/topologySchema.js';

/** What is known of a new network before its plan: where it lies, what it looks like, and which chaincode it runs. */
export interface ClaimedFolder {
  readonly paths: NetworkPaths;
  readonly topology: Topology;
  readonly chaincodePath: string;
}

/** Begins a network of either kind: settles what is asked for, and takes the folder. @throws NetworkError as `createNetwork` */
export async function claimFolder(options: NetworkOptions): Promise<ClaimedFolder> {
  const paths = new NetworkPaths(resolve(options.dir));
  const topology = await chooseTopology(options);
  const chaincodePath = findChaincode(options.chaincode?.modulePath);
  await makeRoom(paths);
  return { paths, topology, chaincodePath };
}

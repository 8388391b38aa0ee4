import { basename } from 'node:path';
import { claimFolder, planNetwork, writeAtomically, type NetworkOptions } from '@acequia/network/common';
import { findBinaries } from './binaries/findBinaries.js';
import { FabricNetwork } from './FabricNetwork.js';
import { prepareNetwork } from './prepareNetwork.js';

/**
 * Makes a real network's identities, channel and configurations in a folder; `start()` then runs it. What an interrupted
 * call left behind is removed first and made anew.
 *
 * @throws NetworkError `NETWORK_EXISTS` when the folder holds a complete network (`openFabricNetwork` it), `NOT_A_NETWORK`
 * when it holds something else, and what looking for binaries, chaincode and topology throws.
 */
export async function createFabricNetwork(options: NetworkOptions): Promise<FabricNetwork> {
  const onProgress = options.onProgress ?? (() => undefined);
  const { paths, topology, chaincodePath } = await claimFolder(options);

  const binaries = await findBinaries(onProgress);
  const plan = await planNetwork(options.name ?? basename(paths.dir), topology, chaincodePath);
  writeAtomically(paths.plan, `${JSON.stringify(plan, null, 2)}\n`);
  if (plan.orderingNote !== undefined) onProgress(plan.orderingNote);
  await prepareNetwork(plan, paths, binaries);
  onProgress(
    `made network ${plan.name}: ${topology.homes} home${topology.homes === 1 ? '' : 's'}, ` +
      `${plan.orderers.length} ${plan.ordering === 'bft' ? 'BFT' : 'Raft'} orderer${plan.orderers.length === 1 ? '' : 's'}`,
  );
  return new FabricNetwork(paths.dir, plan, options);
}

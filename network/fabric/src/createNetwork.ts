import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { findBinaries } from './binaries/findBinaries.js';
import { findChaincode } from './chaincode/findChaincode.js';
import { FabricNetwork } from './FabricNetwork.js';
import { NetworkError } from './NetworkError.js';
import type { NetworkOptions } from './NetworkOptions.js';
import { prepareNetwork } from './prepareNetwork.js';
import { endProcesses } from './processes/endProcesses.js';
import { ProcessFile } from './processes/ProcessFile.js';
import { writeAtomically } from './system/writeAtomically.js';
import { chooseTopology } from './topology/chooseTopology.js';
import { NetworkPaths } from './topology/NetworkPaths.js';
import { planNetwork } from './topology/planNetwork.js';

/**
 * Makes a network's identities, channel and configurations in a folder; `start()` then runs it. What an interrupted call
 * left behind is removed first and made anew.
 *
 * @throws NetworkError `NETWORK_EXISTS` when the folder holds a complete network (`openNetwork` it), `NOT_A_NETWORK` when it
 * holds something else, and what looking for binaries, chaincode and topology throws.
 */
export async function createNetwork(options: NetworkOptions): Promise<FabricNetwork> {
  const onProgress = options.onProgress ?? (() => undefined);
  const paths = new NetworkPaths(resolve(options.dir));
  const topology = await chooseTopology(options);
  const chaincodePath = findChaincode(options.chaincode?.modulePath);
  await makeRoom(paths);

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

async function makeRoom(paths: NetworkPaths): Promise<void> {
  await mkdir(paths.dir, { recursive: true });
  if (existsSync(paths.description)) {
    throw new NetworkError('NETWORK_EXISTS', `${paths.dir} holds a network; open it, or clean it first`);
  }
  const found = await readdir(paths.dir);
  if (found.length === 0) return;
  if (!existsSync(paths.plan)) {
    throw new NetworkError('NOT_A_NETWORK', `${paths.dir} is not empty and holds no network`);
  }
  await endProcesses(new ProcessFile(paths.processes).read());
  // The plan goes last: it marks the folder as ours while the rest is removed.
  for (const name of found.filter((entry) => entry !== basename(paths.plan))) {
    await rm(resolve(paths.dir, name), { recursive: true, force: true });
  }
}

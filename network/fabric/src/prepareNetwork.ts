import {
  collectionsConfig,
  NetworkError,
  run,
  writeAtomically,
  organisationOf,
  type NetworkPaths,
  type NetworkPlan,
} from '@acequia/network/common';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { FabricBinaries } from './binaries/FabricBinaries.js';
import { makePackage } from './chaincode/makePackage.js';
import { channelConfig } from './config/channelConfig.js';
import { ordererConfig } from './config/ordererConfig.js';
import { peerConfig } from './config/peerConfig.js';
import { chaincodeDomain } from './identities/cryptogenConfigs.js';
import { makeIdentities } from './identities/makeIdentities.js';
import type { Prepared } from './readPrepared.js';

/**
 * Writes all that a network needs before a process runs: identities, the channel's first block, configurations,
 * chaincode packages. `prepared.json` comes last and says that all of it is there.
 *
 * @throws NetworkError `BFT_UNSUPPORTED`, `COMMAND_FAILED`
 */
export async function prepareNetwork(
  plan: NetworkPlan,
  paths: NetworkPaths,
  binaries: FabricBinaries,
): Promise<void> {
  if (plan.ordering === 'bft') await checkBft(binaries);
  for (const folder of [paths.config, paths.logs, paths.nodes]) await mkdir(folder, { recursive: true });
  await makeIdentities(plan, paths, binaries);
  await writeGenesisBlock(plan, paths, binaries);
  await writeFile(paths.collections, JSON.stringify(collectionsConfig(plan), null, 2));
  await writeNodeFiles(plan, paths, binaries);
  const packageIds = await writePackages(plan, paths);
  const prepared: Prepared = { binDir: binaries.binDir, configDir: binaries.configDir, packageIds };
  writeAtomically(paths.prepared, `${JSON.stringify(prepared, null, 2)}\n`);
}

/** Official releases before 3.0 have no BFT; the pinned build, which does, says `latest`. */
async function checkBft(binaries: FabricBinaries): Promise<void> {
  const version = /Version: v?(\S+)/.exec(await run(binaries.command('orderer'), ['version']))?.[1] ?? '';
  if (!/^[12]\./.test(version)) return;
  throw new NetworkError(
    'BFT_UNSUPPORTED',
    `the orderer in ${binaries.binDir} is ${version}, BFT came with 3.0: set ORDERING=raft or another FABRIC_BIN`,
  );
}

async function writeGenesisBlock(
  plan: NetworkPlan,
  paths: NetworkPaths,
  binaries: FabricBinaries,
): Promise<void> {
  await writeFile(join(paths.config, 'configtx.yaml'), stringify(channelConfig(plan, paths)));
  await run(binaries.command('configtxgen'), [
    ...['-configPath', paths.config, '-profile', 'Channel'],
    ...['-channelID', plan.topology.channel, '-outputBlock', paths.genesisBlock],
  ]);
}

async function writeNodeFiles(
  plan: NetworkPlan,
  paths: NetworkPaths,
  binaries: FabricBinaries,
): Promise<void> {
  const core = await readFile(binaries.sampleConfig('core.yaml'), 'utf8');
  for (const organisation of plan.organisations) {
    const folder = paths.node(organisation.peer.name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'core.yaml'), peerConfig(core, plan, paths, organisation));
  }
  const sample = await readFile(binaries.sampleConfig('orderer.yaml'), 'utf8');
  for (const orderer of plan.orderers) {
    const folder = paths.node(orderer.name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'orderer.yaml'), ordererConfig(sample, plan, paths, orderer));
  }
  for (const server of plan.chaincodeServers) {
    const folder = paths.node(server.name);
    await mkdir(folder, { recursive: true });
    // Whose peers may connect: those of the organisations that it serves, nobody else.
    const authorities = server.mspIds.map((mspId) => paths.tlsCa(organisationOf(plan, mspId).domain));
    const pems = await Promise.all(authorities.map(async (file) => readFile(file, 'utf8')));
    await writeFile(join(folder, 'clients.pem'), pems.join(''));
  }
}

async function writePackages(plan: NetworkPlan, paths: NetworkPaths): Promise<Record<string, string>> {
  const tlsCa = await readFile(paths.tlsCa(chaincodeDomain(plan)), 'utf8');
  const ids: Record<string, string> = {};
  for (const server of plan.chaincodeServers) {
    const { id, bytes } = makePackage(server, tlsCa);
    await writeFile(paths.chaincodePackage(server.label), bytes);
    ids[server.label] = id;
  }
  return ids;
}

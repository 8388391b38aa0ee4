import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  claimFolder,
  embeddedNode,
  planNetwork,
  writeAtomically,
  type NetworkOptions,
} from '@acequia/network/common';
import { EmbeddedCommunityNetwork } from './EmbeddedCommunityNetwork.js';
import { embeddedSettingsOf } from './embeddedSettingsOf.js';

/**
 * Decides who takes part in an embedded network and where it listens; its identities and ledger are made when it starts.
 *
 * @throws NetworkError as `createNetwork`
 */
export async function createEmbeddedNetwork(options: NetworkOptions): Promise<EmbeddedCommunityNetwork> {
  const onProgress = options.onProgress ?? (() => undefined);
  const { paths, topology, chaincodePath } = await claimFolder(options);

  const plan = await planNetwork(options.name ?? basename(paths.dir), topology, chaincodePath, 'embedded');
  const folders = [paths.config, paths.logs, ...plan.chaincodeServers.map(({ name }) => paths.node(name))];
  for (const folder of [...folders, paths.node(embeddedNode)]) await mkdir(folder, { recursive: true });
  const settings = embeddedSettingsOf(plan, options.commitDelayMs ?? 0, options.commitDelaySeed);
  writeAtomically(paths.embeddedSettings, `${JSON.stringify(settings, null, 2)}\n`);
  // The plan comes last: with it, the network is there.
  writeAtomically(paths.plan, `${JSON.stringify(plan, null, 2)}\n`);
  onProgress(
    `made network ${plan.name}: ${topology.homes} home${topology.homes === 1 ? '' : 's'}, embedded in one process, no consensus`,
  );
  return new EmbeddedCommunityNetwork(paths.dir, plan, options);
}

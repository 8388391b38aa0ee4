import { run, organisationOf, type NetworkPaths, type NetworkPlan } from '@acequia/network/common';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { FabricBinaries } from '../binaries/FabricBinaries.js';
import { ordererCryptogenConfig, peerCryptogenConfig } from './cryptogenConfigs.js';

/**
 * Makes every certificate and key of the network with cryptogen: for development and tests only, as all certificate
 * authorities' keys end up in one folder.
 *
 * cryptogen would give an organisation's orderers another certificate authority than its peers. An orderer is to belong to the
 * same MSP, so the owners' authorities are copied to where cryptogen looks for them, and it extends those.
 */
export async function makeIdentities(
  plan: NetworkPlan,
  paths: NetworkPaths,
  binaries: FabricBinaries,
): Promise<void> {
  await mkdir(paths.crypto, { recursive: true, mode: 0o700 });
  const cryptogen = binaries.command('cryptogen');

  const peers = join(paths.config, 'cryptogen-peers.yaml');
  await writeFile(peers, stringify(peerCryptogenConfig(plan)));
  await run(cryptogen, ['generate', `--config=${peers}`, `--output=${paths.crypto}`]);

  for (const { mspId } of plan.orderers) {
    const { domain } = organisationOf(plan, mspId);
    for (const authority of ['ca', 'tlsca']) {
      const target = join(paths.crypto, 'ordererOrganizations', domain, authority);
      await cp(join(paths.organisation(domain), authority), target, { recursive: true });
    }
  }
  const orderers = join(paths.config, 'cryptogen-orderers.yaml');
  await writeFile(orderers, stringify(ordererCryptogenConfig(plan)));
  await run(cryptogen, ['extend', `--config=${orderers}`, `--input=${paths.crypto}`]);
}

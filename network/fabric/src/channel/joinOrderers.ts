import {
  NetworkError,
  run,
  organisationOf,
  type NetworkPaths,
  type NetworkPlan,
} from '@acequia/network/common';
import { join } from 'node:path';
import type { FabricBinaries } from '../binaries/FabricBinaries.js';

/** Gives every orderer the channel's first block, each through its own admin endpoint with its own certificates. */
export async function joinOrderers(
  plan: NetworkPlan,
  paths: NetworkPaths,
  binaries: FabricBinaries,
): Promise<void> {
  await Promise.all(
    plan.orderers.map(async (orderer) => {
      const { domain } = organisationOf(plan, orderer.mspId);
      const tls = join(paths.ordererCrypto(domain), 'tls');
      const answer = await run(
        binaries.command('osnadmin'),
        [
          ...['channel', 'join', '--channelID', plan.topology.channel, '--config-block', paths.genesisBlock],
          ...['-o', `${orderer.host}:${orderer.adminPort}`, '--ca-file', join(tls, 'ca.crt')],
          ...['--client-cert', join(tls, 'server.crt'), '--client-key', join(tls, 'server.key')],
        ],
        { timeoutMs: 60_000 },
      );
      // osnadmin ends with 0 also when it is refused; its first line is the HTTP status.
      if (!answer.startsWith('Status: 201')) {
        throw new NetworkError('ORDERER_JOIN_FAILED', `${orderer.name}: ${answer.trim()}`);
      }
    }),
  );
}

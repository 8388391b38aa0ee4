import {
  decidingMspIds,
  majorityOf,
  mapLimited,
  endpointOf,
  type NetworkPaths,
  type NetworkPlan,
  type OrganisationPlan,
} from '@acequia/network/common';
import type { PeerCli } from './PeerCli.js';

/** Commands at once: each is a short process, and the peers do the same work behind it. */
const parallel = 4;

/**
 * Joins the peers to the channel, installs, approves by every organisation that has a peer,
 * and commits.
 */
export async function deployChaincode(
  plan: NetworkPlan,
  paths: NetworkPaths,
  cli: PeerCli,
  packageIds: Readonly<Record<string, string>>,
  onStep: (step: string) => void,
): Promise<void> {
  const { organisations, topology } = plan;
  await mapLimited(organisations, parallel, async (organisation) => {
    await cli.run(organisation, ['channel', 'join', '-b', paths.genesisBlock]);
    const archive = paths.chaincodePackage(labelOf(plan, organisation));
    await cli.run(organisation, ['lifecycle', 'chaincode', 'install', archive]);
  });
  onStep('peers have joined and installed the chaincode');

  const definition = [
    ...[
      '--channelID',
      topology.channel,
      '--name',
      topology.chaincode.name,
      '--version',
      '1',
      '--sequence',
      '1',
    ],
    ...['--channel-config-policy', '/Channel/Application/CommunityAndHome'],
    ...['--collections-config', paths.collections],
    ...cli.ordererArgs(),
  ];
  await mapLimited(organisations, parallel, async (organisation) => {
    const packageId = packageIds[labelOf(plan, organisation)] ?? '';
    const approve = ['lifecycle', 'chaincode', 'approveformyorg', ...definition, '--package-id', packageId];
    await cli.run(organisation, approve);
  });
  onStep('every organisation has approved it');

  const deciding = decidingMspIds(plan);
  const endorsers = organisations
    .filter(({ mspId }) => deciding.includes(mspId))
    .slice(0, majorityOf(deciding.length));
  const targets = endorsers.flatMap(({ peer, domain }) => [
    ...['--peerAddresses', endpointOf(peer)],
    ...['--tlsRootCertFiles', paths.tlsCa(domain)],
  ]);
  const [community] = organisations;
  if (community === undefined) return;
  await cli.run(community, ['lifecycle', 'chaincode', 'commit', ...definition, ...targets]);
  onStep('the definition is committed');
}

function labelOf(plan: NetworkPlan, { mspId }: OrganisationPlan): string {
  return plan.chaincodeServers.find(({ mspIds }) => mspIds.includes(mspId))?.label ?? '';
}

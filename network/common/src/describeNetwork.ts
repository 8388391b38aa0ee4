import type { IdentityFiles, NetworkDescription, Organisation } from '@acequia/protocol';
import { userCount } from './userCount.js';
import type { NetworkPaths } from './topology/NetworkPaths.js';
import type { NetworkPlan, OrganisationPlan } from './topology/NetworkPlan.js';
import { embeddedNode } from './topology/embeddedNode.js';
import { endpointOf } from './topology/endpointOf.js';

/** What the programs above are told of a network: its content of `network.json`, with absolute paths. */
export function describeNetwork(plan: NetworkPlan, paths: NetworkPaths): NetworkDescription {
  return {
    kind: plan.kind,
    name: plan.name,
    channel: plan.topology.channel,
    chaincode: plan.topology.chaincode.name,
    ordering: plan.ordering,
    organisations: plan.organisations.map((organisation) => describeOrganisation(organisation, plan, paths)),
    ...(plan.traders === undefined
      ? {}
      : { traders: { mspId: plan.traders.mspId, authority: paths.authority(plan.traders.domain) } }),
  };
}

function describeOrganisation(
  organisation: OrganisationPlan,
  plan: NetworkPlan,
  paths: NetworkPaths,
): Organisation {
  const { mspId, kind, homeId, domain, peer } = organisation;
  const users = ['admin', ...Array.from({ length: userCount }, (_, index) => `user${index + 1}`)];
  const identity = (user: string): IdentityFiles => ({
    certFile: paths.userCert(domain, user),
    keyFile: paths.userKey(domain, user),
  });
  return {
    mspId,
    kind,
    ...(homeId === undefined ? {} : { homeId }),
    peer: {
      name: peer.name,
      endpoint: endpointOf(peer),
      tlsHostname: paths.peerName(domain),
      tlsRootCertFile: paths.tlsCa(domain),
      // The embedded network keeps all peers' stores in one database.
      dataDir: paths.nodeData(plan.kind === 'embedded' ? embeddedNode : peer.name),
    },
    identities: Object.fromEntries(users.map((user) => [user, identity(user)])),
  };
}

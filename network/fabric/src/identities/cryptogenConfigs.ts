import { userCount, organisationOf, type NetworkPlan, type NodePlan } from '@acequia/network/common';

/** The certificate authority's domain for the chaincode servers' TLS; no member of the channel. */
export function chaincodeDomain(plan: NetworkPlan): string {
  return `chaincode.${plan.topology.domain}`;
}

/** cryptogen's configuration for peers, users and chaincode servers. */
export function peerCryptogenConfig(plan: NetworkPlan): object {
  const organisations = plan.organisations.map(({ mspId, domain, peer }) => ({
    Name: mspId,
    Domain: domain,
    EnableNodeOUs: true,
    Specs: [{ Hostname: 'peer', SANS: namesOf(peer) }],
    Users: { Count: userCount },
  }));
  const traders =
    plan.traders === undefined
      ? []
      : [{ Name: plan.traders.mspId, Domain: plan.traders.domain, EnableNodeOUs: true, Users: { Count: 0 } }];
  const servers = {
    Name: 'ChaincodeServers',
    Domain: chaincodeDomain(plan),
    EnableNodeOUs: false,
    Specs: plan.chaincodeServers.map((server) => ({ Hostname: server.name, SANS: namesOf(server) })),
    Users: { Count: 0 },
  };
  return { PeerOrgs: [...organisations, ...traders, servers] };
}

/** cryptogen's configuration for the orderers, which extends the owners' own certificate authorities. */
export function ordererCryptogenConfig(plan: NetworkPlan): object {
  const organisations = plan.orderers.map((orderer) => ({
    Name: orderer.mspId,
    Domain: organisationOf(plan, orderer.mspId).domain,
    EnableNodeOUs: true,
    Specs: [{ Hostname: 'orderer', SANS: namesOf(orderer) }],
  }));
  return { OrdererOrgs: organisations };
}

function namesOf({ host }: Pick<NodePlan, 'host'>): string[] {
  return [...new Set([host, 'localhost', '127.0.0.1'])];
}

import {
  endpointOf,
  type NetworkPaths,
  type NetworkPlan,
  type OrganisationPlan,
} from '@acequia/network/common';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { packageRoot } from '../packageRoot.js';

/** Up to so many organisations, peers tell each other of themselves every second; beyond, that would be all they do. */
const smallNetwork = 10;

/** A peer's core.yaml: Fabric's sample with our keys set. */
export function peerConfig(
  sample: string,
  plan: NetworkPlan,
  paths: NetworkPaths,
  organisation: OrganisationPlan,
): string {
  const document = parseDocument(sample);
  const settings = { ...nodeSettings(plan, paths, organisation), ...gossipSettings(plan, organisation) };
  for (const [key, value] of Object.entries(settings))
    document.setIn(key.split('.'), document.createNode(value));
  return document.toString();
}

function nodeSettings(
  plan: NetworkPlan,
  paths: NetworkPaths,
  organisation: OrganisationPlan,
): Record<string, unknown> {
  const { peer, mspId, domain } = organisation;
  const tls = join(paths.peerCrypto(domain), 'tls');
  const data = paths.nodeData(peer.name);
  return {
    'peer.id': paths.peerName(domain),
    'peer.networkId': plan.name,
    'peer.listenAddress': endpointOf(peer),
    'peer.address': endpointOf(peer),
    // Chaincode is a server here, so nothing ever calls this listener; without a value all peers would want one port.
    'peer.chaincodeListenAddress': '127.0.0.1:0',
    'peer.localMspId': mspId,
    'peer.mspConfigPath': join(paths.peerCrypto(domain), 'msp'),
    'peer.fileSystemPath': data,
    'ledger.snapshots.rootDir': join(data, 'snapshots'),
    'peer.tls.enabled': true,
    'peer.tls.cert.file': join(tls, 'server.crt'),
    'peer.tls.key.file': join(tls, 'server.key'),
    'peer.tls.rootcert.file': join(tls, 'ca.crt'),
    // A peer that is down must fail a call, not hold it.
    'peer.gateway.dialTimeout': '3s',
    'peer.gateway.endorsementTimeout': '15s',
    'peer.gateway.broadcastTimeout': '10s',
    // Back within seconds when the orderers are, however long they were away.
    'peer.deliveryclient.reConnectBackoffThreshold': '5s',
    // One peer per organisation: nobody to pass blocks on to.
    'peer.deliveryclient.blockGossipEnabled': false,
    'operations.listenAddress': `127.0.0.1:${peer.operationsPort}`,
    'metrics.provider': 'prometheus',
    'vm.endpoint': '',
    'chaincode.executetimeout': '30s',
    'chaincode.externalBuilders': [
      {
        name: 'acequia-ccaas',
        path: join(packageRoot, 'builders', 'ccaas'),
        propagateEnvironment: ['CCAAS_CLIENT_CERT_FILE', 'CCAAS_CLIENT_KEY_FILE'],
      },
    ],
  };
}

function gossipSettings(plan: NetworkPlan, { peer }: OrganisationPlan): Record<string, unknown> {
  const small = plan.organisations.length <= smallNetwork;
  return {
    'peer.gossip.bootstrap': endpointOf(peer),
    'peer.gossip.endpoint': endpointOf(peer),
    'peer.gossip.externalEndpoint': endpointOf(peer),
    'peer.gossip.useLeaderElection': false,
    'peer.gossip.orgLeader': true,
    'peer.gossip.state.enabled': false,
    'peer.gossip.publishStateInfoInterval': small ? '1s' : '10s',
    'peer.gossip.requestStateInfoInterval': small ? '1s' : '10s',
    'peer.gossip.aliveTimeInterval': small ? '2s' : '10s',
    'peer.gossip.aliveExpirationTimeout': small ? '10s' : '60s',
    'peer.gossip.membershipTrackerInterval': small ? '1s' : '5s',
    // At the start all peers dial peers that are not there yet: short tries, and many of them.
    'peer.gossip.dialTimeout': small ? '1s' : '3s',
    'peer.gossip.connTimeout': small ? '1s' : '2s',
    'peer.gossip.reconnectInterval': small ? '1s' : '10s',
    'peer.gossip.maxConnectionAttempts': 3600,
    // A peer that comes back commits its blocks after a short try for private data, and reconciles the rest.
    'peer.gossip.pvtData.pullRetryThreshold': '5s',
    'peer.gossip.pvtData.reconcileSleepInterval': '5s',
  };
}

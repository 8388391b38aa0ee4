import {
  chaincodeServerSpec,
  endpointOf,
  type NetworkPaths,
  type ChaincodeServerPlan,
  type NetworkPlan,
  type OrdererPlan,
  type OrganisationPlan,
  type ProcessSpec,
} from '@acequia/network/common';
import { join } from 'node:path';
import type { FabricBinaries } from './binaries/FabricBinaries.js';
import { chaincodeDomain } from './identities/cryptogenConfigs.js';

/** Go collects garbage half as often as by itself: memory is there, and the processors are what a network is short of. */
const goEnvironment = {
  GOGC: '200',
  FABRIC_LOGGING_FORMAT: '%{time:2006-01-02T15:04:05.000Z07:00} [%{module}] %{level:.4s} %{message}',
};

/** cluster.step of this version warns at every message of certificates that it takes to have expired long ago. */
const ordererLogging = 'warning:orderer.common.cluster.step=error';

/** All processes of a network, in the order in which they start. */
export function processSpecs(
  plan: NetworkPlan,
  paths: NetworkPaths,
  binaries: FabricBinaries,
  packageIds: Readonly<Record<string, string>>,
): ProcessSpec[] {
  return [
    ...plan.orderers.map((orderer) => ordererSpec(orderer, paths, binaries)),
    ...plan.organisations.map((organisation) => peerSpec(organisation, paths, binaries)),
    ...plan.chaincodeServers.map((server) =>
      chaincodeSpec(server, plan, paths, packageIds[server.label] ?? ''),
    ),
  ];
}

function ordererSpec(orderer: OrdererPlan, paths: NetworkPaths, binaries: FabricBinaries): ProcessSpec {
  return {
    ...whereOf(orderer, paths),
    kind: 'orderer',
    mspIds: [orderer.mspId],
    command: binaries.command('orderer'),
    args: [],
    env: { ...goEnvironment, FABRIC_CFG_PATH: paths.node(orderer.name), FABRIC_LOGGING_SPEC: ordererLogging },
    operationsPort: orderer.operationsPort,
  };
}

function peerSpec(
  { peer, domain }: OrganisationPlan,
  paths: NetworkPaths,
  binaries: FabricBinaries,
): ProcessSpec {
  const tls = join(paths.peerCrypto(domain), 'tls');
  return {
    ...whereOf(peer, paths),
    kind: 'peer',
    mspIds: [peer.mspId],
    command: binaries.command('peer'),
    args: ['node', 'start'],
    env: {
      ...goEnvironment,
      FABRIC_CFG_PATH: paths.node(peer.name),
      FABRIC_LOGGING_SPEC: 'warning',
      CCAAS_CLIENT_CERT_FILE: join(tls, 'server.crt'),
      CCAAS_CLIENT_KEY_FILE: join(tls, 'server.key'),
    },
    operationsPort: peer.operationsPort,
  };
}

function chaincodeSpec(
  server: ChaincodeServerPlan,
  plan: NetworkPlan,
  paths: NetworkPaths,
  packageId: string,
): ProcessSpec {
  const domain = chaincodeDomain(plan);
  const tls = join(paths.organisation(domain), 'peers', `${server.name}.${domain}`, 'tls');
  return chaincodeServerSpec(server, plan, paths, {
    'chaincode-address': endpointOf(server),
    'chaincode-id': packageId,
    'chaincode-tls-cert-file': join(tls, 'server.crt'),
    'chaincode-tls-key-file': join(tls, 'server.key'),
    'chaincode-tls-client-cacert-file': join(paths.node(server.name), 'clients.pem'),
  });
}

function whereOf(
  node: { readonly name: string; readonly host: string; readonly port: number },
  paths: NetworkPaths,
): Pick<ProcessSpec, 'name' | 'cwd' | 'logFile' | 'host' | 'port'> {
  return {
    name: node.name,
    cwd: paths.node(node.name),
    logFile: paths.log(node.name),
    host: node.host,
    port: node.port,
  };
}

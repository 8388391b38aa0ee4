import {
  organisationOf,
  type NetworkPaths,
  type NetworkPlan,
  type OrdererPlan,
} from '@acequia/network/common';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** An orderer's orderer.yaml: Fabric's sample with our keys set. */
export function ordererConfig(
  sample: string,
  plan: NetworkPlan,
  paths: NetworkPaths,
  orderer: OrdererPlan,
): string {
  const document = parseDocument(sample);
  const { domain } = organisationOf(plan, orderer.mspId);
  const crypto = paths.ordererCrypto(domain);
  const tls = join(crypto, 'tls');
  const data = paths.nodeData(orderer.name);
  const tlsFiles = {
    Enabled: true,
    PrivateKey: join(tls, 'server.key'),
    Certificate: join(tls, 'server.crt'),
  };
  const settings: Record<string, unknown> = {
    'General.ListenAddress': orderer.host,
    'General.ListenPort': orderer.port,
    'General.TLS': {
      ...tlsFiles,
      RootCAs: [join(tls, 'ca.crt')],
      ClientAuthRequired: false,
      ClientRootCAs: [],
    },
    'General.Cluster.ClientCertificate': join(tls, 'server.crt'),
    'General.Cluster.ClientPrivateKey': join(tls, 'server.key'),
    'General.BootstrapMethod': 'none',
    'General.LocalMSPDir': join(crypto, 'msp'),
    'General.LocalMSPID': orderer.mspId,
    'FileLedger.Location': join(data, 'ledger'),
    'ChannelParticipation.Enabled': true,
    'Admin.ListenAddress': `${orderer.host}:${orderer.adminPort}`,
    'Admin.TLS': {
      ...tlsFiles,
      RootCAs: [join(tls, 'ca.crt')],
      ClientAuthRequired: true,
      ClientRootCAs: [join(tls, 'ca.crt')],
    },
    'Operations.ListenAddress': `127.0.0.1:${orderer.operationsPort}`,
    'Metrics.Provider': 'prometheus',
    Consensus: {
      Type: plan.ordering === 'bft' ? 'BFT' : 'etcdraft',
      WALDir: join(data, 'wal'),
      SnapDir: join(data, 'snapshots'),
      EvictionSuspicion: '10s',
    },
  };
  for (const [key, value] of Object.entries(settings))
    document.setIn(key.split('.'), document.createNode(value));
  return document.toString();
}

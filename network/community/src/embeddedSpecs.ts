import {
  chaincodeServerSpec,
  embeddedNode,
  endpointOf,
  NetworkError,
  type NetworkPaths,
  type NetworkPlan,
  type ProcessSpec,
} from '@acequia/network/common';
import { embeddedMain } from '@acequia/network/embedded';

/** The processes of an embedded network: the network itself, and the chaincode's server. */
export function embeddedSpecs(plan: NetworkPlan, paths: NetworkPaths): ProcessSpec[] {
  const first = plan.organisations[0];
  if (first === undefined) throw new NetworkError('TOPOLOGY_INVALID', 'a network needs an organisation');
  return [
    {
      name: embeddedNode,
      kind: 'embedded',
      mspIds: plan.organisations.map(({ mspId }) => mspId),
      command: process.execPath,
      args: [
        embeddedMain,
        ...['--config', paths.embeddedSettings, '--dir', paths.crypto],
        ...['--data', paths.nodeData(embeddedNode)],
      ],
      cwd: paths.node(embeddedNode),
      env: { NODE_ENV: 'production' },
      logFile: paths.log(embeddedNode),
      host: first.peer.host,
      port: first.peer.port,
    },
    ...plan.chaincodeServers.map((server) =>
      chaincodeServerSpec(server, plan, paths, {
        'chaincode-address': endpointOf(server),
        'chaincode-id': `${plan.topology.chaincode.name}:1`,
      }),
    ),
  ];
}

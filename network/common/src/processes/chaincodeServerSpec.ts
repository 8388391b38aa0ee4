import { createRequire } from 'node:module';
import type { NetworkPaths } from '../topology/NetworkPaths.js';
import type { ChaincodeServerPlan, NetworkPlan } from '../topology/NetworkPlan.js';
import type { ProcessSpec } from './ProcessSpec.js';

/**
 * A chaincode server of fabric-shim.
 *
 * @param options of `fabric-chaincode-node server`, without the leading dashes; the module's path is added
 */
export function chaincodeServerSpec(
  server: ChaincodeServerPlan,
  plan: NetworkPlan,
  paths: NetworkPaths,
  options: Readonly<Record<string, string>>,
): ProcessSpec {
  const all = { ...options, 'module-path': plan.chaincodePath };
  return {
    name: server.name,
    kind: 'chaincode',
    mspIds: server.mspIds,
    command: process.execPath,
    args: [
      createRequire(import.meta.url).resolve('fabric-shim/cli.js'),
      'server',
      ...Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    cwd: paths.node(server.name),
    env: { CORE_CHAINCODE_LOGGING_LEVEL: 'error', NODE_ENV: 'production' },
    logFile: paths.log(server.name),
    host: server.host,
    port: server.port,
  };
}

import { z } from 'zod';
import { NetworkError } from '../NetworkError.js';
import type { NetworkOptions } from '../NetworkOptions.js';
import { loadTopology } from './loadTopology.js';
import { topologySchema, type Topology } from './topologySchema.js';

/**
 * The topology file with what the caller and `ORDERING` override.
 *
 * @throws NetworkError `TOPOLOGY_NOT_FOUND`, `TOPOLOGY_INVALID`
 */
export async function chooseTopology(
  options: Pick<NetworkOptions, 'topology' | 'homes' | 'ordering' | 'batchTimeoutMs' | 'chaincode'>,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Topology> {
  const topology = await loadTopology(options.topology);
  const { batchTimeoutMs, chaincode } = options;
  const fromEnvironment = environment.ORDERING === '' ? undefined : environment.ORDERING;
  const wanted = {
    ...topology,
    homes: options.homes ?? topology.homes,
    ordering: options.ordering ?? fromEnvironment ?? topology.ordering,
    batch:
      batchTimeoutMs === undefined ? topology.batch : { ...topology.batch, timeout: `${batchTimeoutMs}ms` },
    chaincode: { ...topology.chaincode, ...(chaincode?.name === undefined ? {} : { name: chaincode.name }) },
  };
  const result = topologySchema.safeParse(wanted);
  if (result.success) return result.data;
  throw new NetworkError('TOPOLOGY_INVALID', z.prettifyError(result.error));
}

import { NetworkError, type NetworkOptions } from '@acequia/network/common';

/**
 * Which network to make: what the caller asks for, what `NETWORK` says, else the embedded one, which needs Node alone. Asking
 * for an ordering asks for the real one.
 *
 * @throws NetworkError `NETWORK_UNKNOWN`; `TOPOLOGY_INVALID` for an ordering of an embedded network
 */
export function chooseKind(
  options: Pick<NetworkOptions, 'kind' | 'ordering'>,
  environment: NodeJS.ProcessEnv = process.env,
): 'fabric' | 'embedded' {
  const kind = kindOf(options, environment);
  if (kind === 'embedded' && options.ordering !== undefined) {
    throw new NetworkError(
      'TOPOLOGY_INVALID',
      `the embedded network has no orderers to order by ${options.ordering}: leave the ordering out, or take kind fabric`,
    );
  }
  return kind;
}

function kindOf(
  options: Pick<NetworkOptions, 'kind' | 'ordering'>,
  environment: NodeJS.ProcessEnv,
): 'fabric' | 'embedded' {
  if (options.kind !== undefined) return options.kind;
  const wanted = environment.NETWORK ?? '';
  if (wanted === 'fabric' || wanted === 'embedded') return wanted;
  if (wanted !== '') {
    throw new NetworkError('NETWORK_UNKNOWN', `NETWORK is ${wanted}; known are: embedded, fabric`);
  }
  const ordering = options.ordering ?? environment.ORDERING ?? '';
  return ordering === '' ? 'embedded' : 'fabric';
}

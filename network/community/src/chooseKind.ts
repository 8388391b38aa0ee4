import { NetworkError, type NetworkOptions } from '@acequia/network/common';

/**
 * Which network to make: what the caller asks for, what `NETWORK` says, else the embedded one, which needs Node alone. Asking
 * for an ordering asks for the real one.
 *
 * @throws NetworkError `NETWORK_UNKNOWN`
 */
export function chooseKind(
  options: Pick<NetworkOptions, 'kind' | 'ordering'>,
  environment: NodeJS.ProcessEnv = process.env,
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

import { NetworkError } from '../NetworkError.js';
import { isPortFree } from '../system/isPortFree.js';
import type { ProcessSpec } from './ProcessSpec.js';

/** The ports are in the channel's configuration, so a network cannot move: says who has taken one. @throws NetworkError `PORT_IN_USE` */
export async function checkPorts(specs: readonly ProcessSpec[]): Promise<void> {
  const taken: string[] = [];
  for (const { name, host, port } of specs) {
    if (!(await isPortFree(host, port))) taken.push(`${host}:${port} (${name})`);
  }
  if (taken.length === 0) return;
  throw new NetworkError(
    'PORT_IN_USE',
    `something else listens on ${taken.join(', ')}: end it, or create the network anew`,
  );
}

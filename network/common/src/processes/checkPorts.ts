import { setTimeout as sleep } from 'node:timers/promises';
import { NetworkError } from '../NetworkError.js';
import { isPortFree } from '../system/isPortFree.js';
import { endpointOf } from '../topology/endpointOf.js';
import type { ProcessSpec } from './ProcessSpec.js';

/** A process counts as ended a moment before the system has closed all that it had open. */
const closingMs = 3000;

/**
 * The ports are in the channel's configuration, so a network cannot move: says which ones something else has.
 *
 * @throws NetworkError `PORT_IN_USE`
 */
export async function checkPorts(specs: readonly ProcessSpec[]): Promise<void> {
  const deadline = Date.now() + closingMs;
  let taken = await takenOf(specs);
  while (taken.length > 0 && Date.now() < deadline) {
    await sleep(100);
    taken = await takenOf(taken);
  }
  if (taken.length === 0) return;
  const list = taken.map((spec) => `${endpointOf(spec)} (${spec.name})`).join(', ');
  throw new NetworkError(
    'PORT_IN_USE',
    `something else listens on ${list}: end it, or create the network anew`,
  );
}

async function takenOf(specs: readonly ProcessSpec[]): Promise<ProcessSpec[]> {
  const taken: ProcessSpec[] = [];
  for (const spec of specs) {
    if (!(await isPortFree(spec.host, spec.port))) taken.push(spec);
  }
  return taken;
}

import type { Suite } from '../harness/Suite.js';
import { WindowStream } from './WindowStream.js';

/** Starts a stream of submissions besides the agents', long before the time of their windows. */
export async function startStream({ community }: Suite): Promise<WindowStream> {
  const meter = await community.enrolMeter('SH2', 'energy', community.clock.origin - 300 * 86_400);
  const stream = new WindowStream(community.home('SH2'), meter, community.sealer('SH2'));
  stream.start();
  return stream;
}

import { canonicalJson, random16Hex, sha256Hex, signWindow } from '@acequia/protocol';
import type { RawProposal } from '@acequia/protocol/fabric';
import { drawSamples, type Line, type SealingScene } from './SealingScene.js';

/** The same window in the clear, as the bench's own contract takes it. */
export function naiveCall({ home }: SealingScene, { meter, next }: Line, samples: Buffer): RawProposal {
  const { homeId, deviceId } = meter;
  const header = { homeId, deviceId, sequence: next.sequence, start: next.start, end: next.start + 1 };
  const extended = drawSamples(1);
  const extendedHash = sha256Hex(extended);
  const { channel } = home.connection;
  const signature = signWindow({ channel, deviceId, essential: samples, extendedHash }, meter.key);
  const window = { header, essential: samples.toString('base64'), extendedHash, signature };
  return {
    function: 'naive:submitWindow',
    arguments: [canonicalJson({ requestId: random16Hex(), window })],
    transient: { extended: canonicalJson([extended.toString('base64')]) },
  };
}

import {
  canonicalJson,
  random16Hex,
  recordHeaderOf,
  sealingDomain,
  sealRecord,
  sha256Hex,
  signWindow,
} from '@acequia/protocol';
import type { RawProposal } from '@acequia/protocol/fabric';
import { drawSamples, type Line, type SealingScene } from './SealingScene.js';

/** A window of so many samples, sealed, as `monitoring:submitWindows` takes it; X is one sealed sample. */
export function secureCall(
  { home, epoch }: SealingScene,
  { meter, next }: Line,
  samples: Buffer,
): RawProposal {
  const domain = sealingDomain(home.connection);
  const { homeId, deviceId } = meter;
  const header = {
    version: 2 as const,
    homeId,
    deviceId,
    epoch: epoch.record.epoch,
    sequence: next.sequence,
    start: next.start,
    end: next.start + 1,
    salt: random16Hex(),
  };
  const essential = sealRecord(epoch.keys.essential, recordHeaderOf(header, 'essential'), domain, samples);
  const extendedHeader = { ...recordHeaderOf(header, 'extended'), salt: random16Hex() };
  const extended = sealRecord(epoch.keys.extended, extendedHeader, domain, drawSamples(1));
  const extendedHash = sha256Hex(extended);
  const { channel } = home.connection;
  const signature = signWindow({ channel, deviceId, essential, extendedHash }, meter.key);
  const window = { deviceId, essential: essential.toString('base64'), extendedHash, signature };
  return {
    function: 'monitoring:submitWindows',
    arguments: [canonicalJson({ requestId: random16Hex(), windows: [window] })],
    transient: { extended: canonicalJson([extended.toString('base64')]) },
  };
}

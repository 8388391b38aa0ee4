import type { SignedWindow } from '@acequia/protocol';
import type { MeterWindow } from './Meter.js';

/** The two arguments of `submitWindows` for windows of the tests. */
export function asSubmission(
  windows: readonly MeterWindow[],
): [{ windows: SignedWindow[] }, { extended: string[] }] {
  return [
    {
      windows: windows.map(({ deviceId, essential, extendedHash, signature }) => ({
        deviceId,
        essential,
        extendedHash,
        signature,
      })),
    },
    { extended: windows.map(({ sealedExtended }) => sealedExtended) },
  ];
}

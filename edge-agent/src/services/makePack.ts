import { random16Hex } from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { Pack, SignedReadings } from '../outbox/records.js';
import { sealWindow } from './sealWindow.js';
import type { Signatory } from './Signatory.js';

/**
 * One submission of the first windows, as many as there are epochs for.
 *
 * @param epochs one for each window.
 */
export function makePack(
  readings: readonly SignedReadings[],
  epochs: readonly HomeEpoch[],
  signatory: Signatory,
): Pack {
  const windows = readings.flatMap((window, index) => {
    const epoch = epochs[index];
    return epoch === undefined ? [] : [{ readings: window, sealed: sealWindow(window, epoch, signatory) }];
  });
  return { requestId: random16Hex(), windows };
}

import { composeEpoch, EPOCH_SECONDS, type Epoch } from '@acequia/protocol';
import { TEST_DOMAIN } from './TEST_DOMAIN.js';
import { testEpochKeys } from './testEpochKeys.js';

/** An epoch as an honest home publishes it, from `start` up to the next point of the grid. */
export function testEpoch(
  homeId: string,
  epoch: number,
  start: number,
  communityKey: { readonly version: number; readonly publicKey: Uint8Array },
): Epoch {
  return composeEpoch({
    domain: TEST_DOMAIN,
    homeId,
    epoch,
    start,
    end: (Math.floor(start / EPOCH_SECONDS) + 1) * EPOCH_SECONDS,
    keys: testEpochKeys(homeId, epoch),
    communityKey,
    notes: { version: 1, receipts: [], acknowledged: [] },
  });
}

import {
  encodePadded,
  EPOCH_NOTES_LENGTH,
  EPOCH_SECONDS,
  keyCommitment,
  random16Hex,
  sealRecord,
  wrapForCommunity,
  wrapForDelegatee,
  type Epoch,
  type EpochNotes,
} from '@acequia/protocol';
import { randomBytes } from 'node:crypto';
import { TEST_DOMAIN } from './TEST_DOMAIN.js';
import { testEpochKeys } from './testEpochKeys.js';

const NO_NOTES: EpochNotes = { version: 1, receipts: [], acknowledged: [] };

/** An epoch as an honest home publishes it, from `start` up to the next point of the grid. */
export function testEpoch(
  homeId: string,
  epoch: number,
  start: number,
  communityKey: { readonly version: number; readonly publicKey: Uint8Array },
): Epoch {
  const keys = testEpochKeys(homeId, epoch);
  const place = { domain: TEST_DOMAIN, homeId, epoch };
  const end = (Math.floor(start / EPOCH_SECONDS) + 1) * EPOCH_SECONDS;
  const header = { homeId, deviceTag: '0'.repeat(16), epoch, sequence: 0, start, end, salt: random16Hex() };
  const notes = encodePadded(NO_NOTES, EPOCH_NOTES_LENGTH);
  return {
    epoch,
    start,
    end,
    communityKeyVersion: communityKey.version,
    commitments: {
      essential: keyCommitment(keys.essential, 'essential', place),
      extended: keyCommitment(keys.extended, 'extended', place),
      audit: keyCommitment(keys.audit, 'audit', place),
    },
    wraps: {
      community: wrapForCommunity(keys, communityKey.publicKey, communityKey.version, place).toString(
        'base64',
      ),
      second: wrapForDelegatee(keys.essential, undefined, place).toString('base64'),
    },
    anchor: randomBytes(32).toString('hex'),
    notes: sealRecord(keys.audit, { dataset: 'audit', ...header }, TEST_DOMAIN, notes).toString('base64'),
  };
}

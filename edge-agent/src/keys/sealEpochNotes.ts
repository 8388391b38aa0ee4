import {
  encodePadded,
  EPOCH_NOTES_LENGTH,
  random16Hex,
  sealRecord,
  type EpochNotes,
  type EpochPlace,
} from '@acequia/protocol';
import type { EpochSpan } from './planEpochs.js';

/** Notes are of no meter. */
const NO_DEVICE = '0'.repeat(16);

/**
 * Seals a home's notes to the community with the epoch's audit key: a record of the dataset `audit` of no device, its
 * sequence the epoch's number. Always of one length.
 *
 * @throws CodedError MESSAGE_TOO_LONG when the lists do not fit.
 */
export function sealEpochNotes(
  notes: EpochNotes,
  auditKey: Uint8Array,
  { start, end }: EpochSpan,
  { domain, homeId, epoch }: EpochPlace,
): Buffer {
  const header = {
    dataset: 'audit',
    homeId,
    deviceTag: NO_DEVICE,
    epoch,
    sequence: epoch,
    start,
    end,
    salt: random16Hex(),
  } as const;
  return sealRecord(auditKey, header, domain, encodePadded(notes, EPOCH_NOTES_LENGTH));
}

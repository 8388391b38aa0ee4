import { randomBytes } from 'node:crypto';
import {
  keyCommitment,
  wrapForCommunity,
  wrapForDelegatee,
  type DelegateeSlot,
  type EpochKeys,
} from '../crypto/epochKeys.js';
import { random16Hex } from '../crypto/hash.js';
import { encodePadded } from '../crypto/paddedMessage.js';
import { sealRecord } from '../crypto/sealedRecord.js';
import { EPOCH_NOTES_LENGTH, type Epoch, type EpochNotes } from '../schemas/keys.js';

/** Notes are of no meter. */
const NO_DEVICE = '0'.repeat(16);

/** What an epoch's record is made of. */
export interface EpochParts {
  /** `sealingDomain`. */
  readonly domain: string;
  readonly homeId: string;
  readonly epoch: number;
  /** Ledger seconds; the end is the next point of the grid. */
  readonly start: number;
  readonly end: number;
  readonly keys: EpochKeys;
  /** The community's newest operation key, 32 bytes. */
  readonly communityKey: { readonly version: number; readonly publicKey: Uint8Array };
  readonly delegatee?: DelegateeSlot | undefined;
  /** `agreementAnchor`; random where nothing was agreed. */
  readonly anchor?: string | undefined;
  readonly notes: EpochNotes;
}

/**
 * What a home publishes of an epoch (DESIGN §7): commitments to the keys, two wraps, the anchor, and the notes as a record of the
 * dataset `audit` of no device, its sequence the epoch's number. Each member is of the same length whether or not anything is
 * delegated, agreed on or noted.
 *
 * @throws CodedError SEALING_KEY_INVALID, MESSAGE_TOO_LONG when the notes do not fit.
 */
export function composeEpoch(parts: EpochParts): Epoch {
  const { domain, homeId, epoch, start, end, keys, communityKey, delegatee, notes } = parts;
  const { anchor = randomBytes(32).toString('hex') } = parts;
  const place = { domain, homeId, epoch };
  const { version, publicKey } = communityKey;
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
  return {
    epoch,
    start,
    end,
    communityKeyVersion: version,
    commitments: {
      essential: keyCommitment(keys.essential, 'essential', place),
      extended: keyCommitment(keys.extended, 'extended', place),
      audit: keyCommitment(keys.audit, 'audit', place),
    },
    wraps: {
      community: wrapForCommunity(keys, publicKey, version, place).toString('base64'),
      second: wrapForDelegatee(keys.essential, delegatee, place).toString('base64'),
    },
    anchor,
    notes: sealRecord(keys.audit, header, domain, encodePadded(notes, EPOCH_NOTES_LENGTH)).toString('base64'),
  };
}

import {
  drawEpochKeys,
  encodePadded,
  EPOCH_NOTES_LENGTH,
  EPOCH_SECONDS,
  keyCommitment,
  random16Hex,
  sealRecord,
  wrapForCommunity,
  wrapForDelegatee,
  type DelegateeSlot,
  type Epoch,
  type EpochKeys,
  type EpochNotes,
} from '@acequia/protocol';

/** What an epoch of the tests is made of. */
export interface EpochDraft {
  readonly domain: string;
  readonly homeId: string;
  readonly epoch: number;
  /** Ledger seconds. */
  readonly start: number;
  readonly communityKey: { readonly version: number; readonly publicKey: Uint8Array };
  readonly delegatee?: DelegateeSlot | undefined;
  readonly notes?: EpochNotes | undefined;
}

const NO_NOTES: EpochNotes = { version: 1, receipts: [], acknowledged: [] };

/** Draws an epoch's keys and writes what its home publishes of it, by nothing but the protocol's own functions. */
export function draftEpoch(draft: EpochDraft): { readonly record: Epoch; readonly keys: EpochKeys } {
  const { domain, homeId, epoch, start, communityKey, delegatee, notes = NO_NOTES } = draft;
  const keys = drawEpochKeys();
  const place = { domain, homeId, epoch };
  const end = (Math.floor(start / EPOCH_SECONDS) + 1) * EPOCH_SECONDS;
  const header = {
    dataset: 'audit',
    homeId,
    deviceTag: '0'.repeat(16),
    epoch,
    sequence: epoch,
    start,
    end,
    salt: random16Hex(),
  } as const;
  const record: Epoch = {
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
      second: wrapForDelegatee(keys.essential, delegatee, place).toString('base64'),
    },
    anchor: random16Hex() + random16Hex(),
    notes: sealRecord(keys.audit, header, domain, encodePadded(notes, EPOCH_NOTES_LENGTH)).toString('base64'),
  };
  return { record, keys };
}

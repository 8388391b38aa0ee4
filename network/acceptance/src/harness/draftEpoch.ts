import {
  composeEpoch,
  drawEpochKeys,
  EPOCH_SECONDS,
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
  const end = (Math.floor(start / EPOCH_SECONDS) + 1) * EPOCH_SECONDS;
  const record = composeEpoch({
    domain,
    homeId,
    epoch,
    start,
    end,
    keys,
    communityKey,
    delegatee,
    notes,
  });
  return { record, keys };
}

import {
  encodePadded,
  EPOCH_NOTES_LENGTH,
  EPOCH_SECONDS,
  drawEpochKeys,
  keyCommitment,
  random16Hex,
  sealRecord,
  wrapForCommunity,
  wrapForDelegatee,
  type EpochKeys,
  type EpochNotes,
  type EpochRecord,
} from '@acequia/protocol';
import { SAMPLE_DOMAIN } from './sampleDomain.js';

/** A home of the samples: it draws real keys and seals as homes do. */
export class SampleHome {
  readonly homeId: string;
  readonly #keys = new Map<number, EpochKeys>();
  #epoch = 0;

  constructor(homeId: string) {
    this.homeId = homeId;
  }

  /** The number of its newest epoch. */
  get epoch(): number {
    return this.#epoch;
  }

  /** The keys of an epoch. */
  keys(epoch = this.#epoch): EpochKeys {
    const keys = this.#keys.get(epoch);
    if (keys === undefined) throw new Error(`the samples have no epoch ${epoch} of ${this.homeId}`);
    return keys;
  }

  /** The record of its next epoch, wrapped to a key of the community. */
  nextEpoch(
    start: number,
    community: { readonly version: number; readonly publicKey: Uint8Array },
    notes: EpochNotes = { version: 1, receipts: [], acknowledged: [] },
  ): EpochRecord {
    this.#epoch += 1;
    const keys = drawEpochKeys();
    this.#keys.set(this.#epoch, keys);
    const { homeId } = this;
    const epoch = this.#epoch;
    const place = { domain: SAMPLE_DOMAIN, homeId, epoch };
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
    const sealed = sealRecord(keys.audit, header, SAMPLE_DOMAIN, encodePadded(notes, EPOCH_NOTES_LENGTH));
    return {
      homeId,
      epoch,
      start,
      end,
      communityKeyVersion: community.version,
      commitments: {
        essential: keyCommitment(keys.essential, 'essential', place),
        extended: keyCommitment(keys.extended, 'extended', place),
        audit: keyCommitment(keys.audit, 'audit', place),
      },
      wraps: {
        community: wrapForCommunity(keys, community.publicKey, community.version, place).toString('base64'),
        second: wrapForDelegatee(keys.essential, undefined, place).toString('base64'),
      },
      anchor: '0'.repeat(64),
      notes: sealed.toString('base64'),
      publishedAt: start,
    };
  }
}

import {
  composeEpoch,
  drawEpochKeys,
  EPOCH_SECONDS,
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
    const record = composeEpoch({
      domain: SAMPLE_DOMAIN,
      homeId,
      epoch: this.#epoch,
      start,
      end: (Math.floor(start / EPOCH_SECONDS) + 1) * EPOCH_SECONDS,
      keys,
      communityKey: community,
      anchor: '0'.repeat(64),
      notes,
    });
    return { homeId, ...record, publishedAt: start };
  }
}

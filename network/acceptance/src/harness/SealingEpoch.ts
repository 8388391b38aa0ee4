import type { DelegateeSlot, Epoch, EpochKeys } from '@acequia/protocol';

/** A delegatee as its delegator knows it. */
export interface Delegatee extends DelegateeSlot {
  readonly homeId: string;
}

/** An epoch that records can be sealed with. */
export interface SealingEpoch {
  readonly record: Epoch;
  readonly keys: EpochKeys;
  readonly delegatee?: Delegatee | undefined;
}

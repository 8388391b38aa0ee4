import type { DelegationTerms, EpochNotes } from '@acequia/protocol';
import type { HomeEpoch } from '@acequia/protocol/keystore';

/** Whom an epoch's essential key is wrapped to, besides the community. */
export interface Delegatee {
  readonly delegationId: string;
  readonly homeId: string;
  /** The delegatee's X25519 key of this delegation alone, 32 bytes in base64. */
  readonly publicKey: string;
}

/** An agreement whose salted hash the next epoch anchors on the ledger. */
export interface Agreement {
  readonly delegationId: string;
  readonly terms: DelegationTerms;
}

/**
 * What delegation and alarms put into a home's epochs. Everything is asked for while an epoch is drawn up, which is kept on
 * the disk before it is published and may still be dropped: what was given counts as used only when `published` says so.
 */
export interface EpochGuests {
  /**
   * Who reads the essential data of the whole of the time from `start` up to `end`, ledger seconds; nobody when a delegation
   * was cancelled, or covers only a part.
   */
  delegateeFor(start: number, end: number): Promise<Delegatee | undefined>;
  /** The oldest agreement that no published epoch anchors yet. */
  nextAgreement(): Promise<Agreement | undefined>;
  /** What waits to be told to the community, as much as fits: `composeEpoch` takes it. */
  nextNotes(): Promise<EpochNotes>;
  /**
   * An epoch is on the ledger: its `agreement` is anchored, the notes sealed in it are told. Called in order, and for the
   * newest ones again after a restart.
   */
  published(epoch: HomeEpoch): Promise<void>;
}

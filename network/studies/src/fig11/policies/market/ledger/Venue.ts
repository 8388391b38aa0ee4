import type { KeyObject } from 'node:crypto';
import type { Committed, CommunityLedger } from '@acequia/protocol/fabric';

/** Of what became of a write, the study needs no more; in memory there is no more. */
type Called<Method> = Method extends (...args: infer Args) => Promise<Committed>
  ? (...args: Args) => Promise<Pick<Committed, 'transactionId'>>
  : Method;

/** The contracts that trading needs, called as with the client. */
export type StudyContracts = {
  readonly [Contract in 'token' | 'quota' | 'market']: {
    readonly [Name in keyof CommunityLedger[Contract]]: Called<CommunityLedger[Contract][Name]>;
  };
};

/** Somebody who calls contracts. */
export interface VenueParty {
  /** SHA-256 of the public key, as the ledger knows it. */
  readonly keyHash: string;
  readonly ledger: StudyContracts;
}

/** A founded community that the study's homes trade in, and its clock. What they trade, and when, is the same on each. */
export interface Venue {
  readonly channel: string;
  /** An operator, who is the registrar too. */
  readonly operator: VenueParty & { readonly privateKey: KeyObject };
  /**
   * By home. A home keeps one pseudonym for the month, where a real one takes a fresh one for each auction: who could link its
   * trades makes no difference to what it uses.
   */
  readonly traders: readonly VenueParty[];
  /** How long an auction takes bids, and openings of their prices; ledger seconds. */
  readonly phases: { readonly biddingSeconds: number; readonly revealSeconds: number };

  /** Ledger time. */
  now(): number;

  /** Lets the ledger's clock come to a time. */
  reach(time: number): Promise<void>;

  /**
   * When a round of the study's day can begin on this clock.
   *
   * @param dayStart ledger time. @param second of the day.
   */
  roundStart(dayStart: number, second: number): number;

  /** Does something to each, at the same time where the ledger can tell what gets in each other's way. @returns in their order. */
  each<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]>;
}

import type { ChannelBody, KeyOwner } from '@acequia/protocol';

/** What can happen to a delegation: a wish of this home's people, a message whose sender may send it, or time. */
export type DelegationEvent =
  /** Delegatee: its people accept, with a fresh key. */
  | { readonly type: 'agree'; readonly publicKey: string; readonly privateKey: string }
  /** Delegator: the delegatee has accepted. */
  | { readonly type: 'accepted'; readonly termsHash: string; readonly publicKey: string }
  | { readonly type: 'decline'; readonly by: 'self' | 'other' }
  | { readonly type: 'cancel'; readonly by: 'self' | 'other' }
  | { readonly type: 'registered'; readonly termsHash: string }
  | { readonly type: 'refused'; readonly code: string }
  /** Delegator: the ledger has an epoch in which this is not delegated any more. */
  | { readonly type: 'withdrawn' }
  | ({ readonly type: 'settled' } & Settlement)
  /** Time has passed. */
  | { readonly type: 'tick' };

export interface Settlement {
  readonly outcome: 'cancelled' | 'expired';
  readonly epochs: number;
  readonly paid: string;
  readonly refunded: string;
}

/** Something to tell another party. */
export interface Telling {
  readonly to: KeyOwner;
  readonly body: ChannelBody;
}

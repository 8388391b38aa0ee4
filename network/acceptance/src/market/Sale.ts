import type { AuctionView, QuotaResource } from '@acequia/protocol';
import type { Seat } from './Stall.js';

/** A bid of a test: so many lots at a price that is opened or not. */
export interface PlannedBid {
  readonly lots: number;
  readonly price: number;
  readonly isWithheld?: boolean;
}

/** An auction of a test. */
export interface PlannedSale {
  readonly resource: QuotaResource;
  readonly lots: number;
  readonly maxPrice: number;
  readonly bids: readonly PlannedBid[];
  /** Whether the buyer never says what it pays. */
  readonly isUndeposited?: boolean;
}

/** An auction of a test as it is played. */
export interface Sale {
  readonly plan: PlannedSale;
  readonly auctionId: string;
  readonly buyer: Seat;
  /** In the order of the planned bids. */
  readonly sellers: readonly Seat[];
}

/** A sale that is over: the ledger's word on it. */
export interface EndedSale extends Sale {
  readonly view: AuctionView;
}

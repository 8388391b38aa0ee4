import type { PriceOpening, SignedTicket } from '@acequia/protocol';
import type { Trader } from '../harness/openTrader.js';

/** A pseudonym with a token account of its own, and a quota account that the registrar's tickets name. */
export interface Stall extends Trader {
  readonly accountId: string;
  readonly quotaAccountId: string;
  /** What it has not folded in yet. */
  readonly fold: string[];
}

/** A pseudonym's place in one auction, and the price that it sealed. */
export interface Seat {
  readonly stall: Stall;
  readonly auctionId: string;
  readonly ticket: SignedTicket;
  readonly tag: string;
  readonly opening: PriceOpening;
  readonly commitment: string;
}

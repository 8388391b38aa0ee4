import type { Transfer } from '../Transfer.js';
import type { Auction } from './Auction.js';

/** Where auctions are held. */
export interface Market {
  /**
   * Holds auctions that take place at the same time.
   *
   * @param second of the day at which they begin. @returns what was sold to whom.
   */
  hold(second: number, auctions: readonly Auction[]): Promise<readonly Transfer[]>;

  /** Lets the day pass and the next one begin with every home's quota. */
  endDay(): Promise<void>;
}

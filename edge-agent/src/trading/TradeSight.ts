import type { AuctionLook } from './AuctionLook.js';

/**
 * What is seen of a trade: what the home's own peer has of its auction; undefined while that has none. `sent`: only the community's
 * peer has the offer or bid, and nothing follows from its word but that it is waited for.
 */
export type TradeSight = AuctionLook | 'sent' | undefined;

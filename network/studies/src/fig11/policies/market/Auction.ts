/** A home that offers lots in an auction. */
export interface Offer {
  readonly home: number;
  readonly lots: number;
  /** Tokens that it asks a lot. */
  readonly unitPrice: bigint;
}

/** A home that needs lots. */
export interface Demand {
  readonly home: number;
  readonly lots: number;
}

/** One buyer's auction, with everything that its sealed prices hide. */
export interface Auction extends Demand {
  /** 16 bytes, hex. */
  readonly auctionId: string;
  /** The most that the buyer pays a lot, and the salt that seals it: 16 bytes, hex. */
  readonly maxPrice: bigint;
  readonly salt: string;
  readonly bids: readonly (Offer & { readonly salt: string })[];
}

/** What the home's own peer says of an auction and of this home's part in it. */
export interface AuctionLook {
  /** `bidding` until somebody closed it, `opening` until the prices are closed, `closed` until it is settled. */
  readonly phase: 'bidding' | 'opening' | 'closed' | 'settled';
  /** Ledger seconds. */
  readonly biddingEndsAt: number;
  readonly openingEndsAt: number;
  /** This home's offer or bid: not there, there, there with its price disclosed. */
  readonly mine: 'absent' | 'placed' | 'opened';
  /** Once it is settled: how many lots this home bought or sold, and what for each, tokens in minor units. */
  readonly result?: { readonly lots: number; readonly price: bigint };
  /** Whether there was no time to disclose prices: everything went back, and nobody lost anything. */
  readonly isTooLate?: boolean;
  /** Of what was sold: how many lots the community says that the home had used itself. */
  readonly claimedLots?: number;
  /** Of what was sold: when it can be paid out at the earliest, ledger seconds; absent where nothing is held. */
  readonly heldUntil?: number;
  /** Settled: whether tokens lie in the pseudonym's own account that can be brought home, as the community's peer says. */
  readonly hasTokens?: boolean;
  /** Whether nothing of this home's lies with the auction any more. */
  readonly isReleased: boolean;
}

import type { AuctionSummary, TradingSide } from '@acequia/protocol';

/**
 * What became of an opening that was left with an auditor:
 * - `waits`: it is not due yet. `released`: the auditor opened the price now.
 * - `opened`: the trader was there first. `late`: the time to open prices was over first.
 * - `wrong`: it opens nothing, for the reason that `code` says, and is set aside.
 * - `failed`: the ledger did not take it now, for the reason that `code` says; the next pass tries again.
 */
export interface ReleasedOpening {
  readonly side: TradingSide;
  readonly tag: string;
  readonly state: 'waits' | 'released' | 'opened' | 'late' | 'wrong' | 'failed';
  readonly code?: string;
}

/** What an auditor did in one auction. */
export interface AuctionRelease extends Pick<
  AuctionSummary,
  'auctionId' | 'resource' | 'periodId' | 'phase' | 'revealEndsAt'
> {
  /**
   * Why nothing was unsealed: bids are taken still (`early`), there was too little time for prices and everything goes back (`hurried`),
   * or the time for them is over (`late`).
   */
  readonly idle?: 'early' | 'hurried' | 'late';
  /** From when on what was left is opened, ledger seconds; absent where nothing will be. */
  readonly dueAt?: number;
  /** The code of why the auction could not be looked at: the next pass tries again. */
  readonly failure?: string;
  readonly openings: readonly ReleasedOpening[];
  /** Prices that were not open, and had not been left with this auditor. */
  readonly others: number;
}

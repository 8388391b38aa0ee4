import type { AuctionSummary, TradingSide } from '@acequia/protocol';

/**
 * What became of an opening that was left with an auditor:
 * - `waits`: it is not due yet. `released`: the auditor opened the price now.
 * - `opened`: the trader was there first. `late`: the prices were closed first.
 * - `wrong`: it opens nothing, for the reason that `code` says, and is set aside.
 */
export interface ReleasedOpening {
  readonly side: TradingSide;
  readonly tag: string;
  readonly state: 'waits' | 'released' | 'opened' | 'late' | 'wrong';
  readonly code?: string;
}

/** What an auditor did in one auction. */
export interface AuctionRelease extends Pick<
  AuctionSummary,
  'auctionId' | 'resource' | 'periodId' | 'phase' | 'revealEndsAt'
> {
  /** From when on what was left is opened, ledger seconds. */
  readonly dueAt: number;
  readonly openings: readonly ReleasedOpening[];
  /** Prices that were not open, and had not been left with this auditor. */
  readonly others: number;
}

import type { HomeEpoch } from '@acequia/protocol/keystore';
import type { Delegatee } from './EpochGuests.js';
import type { EpochGrid } from './EpochGrid.js';

/** Which epochs there are, and for whom a window is. */
export interface EpochChoice {
  /** On the ledger and not revoked, ascending. */
  readonly sealing: readonly HomeEpoch[];
  /** Who may read all of the window besides home and community. */
  readonly entitled: Delegatee | undefined;
  /** Ledger time. */
  readonly now: number;
  readonly grid: EpochGrid;
}

/**
 * - `missing`: no epoch reaches to the window's end.
 * - `alone`: those that do have a delegatee who is not entitled to the window's time.
 */
export type EpochVerdict = HomeEpoch | 'missing' | 'alone';

/**
 * The epoch that seals a window: the first that still takes records, reaches to the window's end and is open to no delegatee
 * but one who is entitled to the window's time. Usually that in which the window ends; what is late goes under a later one.
 */
export function chooseEpoch(window: { readonly end: number }, choice: EpochChoice): EpochVerdict {
  const { sealing, now, grid, entitled } = choice;
  const open = sealing.filter(({ record }) => record.end >= window.end && grid.takesRecords(record.end, now));
  if (open.length === 0) return 'missing';
  return open.find((epoch) => isFit(epoch, entitled)) ?? 'alone';
}

function isFit({ delegatee }: HomeEpoch, entitled: Delegatee | undefined): boolean {
  return delegatee === undefined || delegatee.delegationId === entitled?.delegationId;
}

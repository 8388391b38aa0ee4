/**
 * What a refusal of a draft means for it:
 * - `redraw`: the ledger will never take this one; it is dropped, and new keys are drawn.
 * - `compare`: the ledger may have it already, or another in its place.
 * - `retry`: the ledger is away, behind or busy, or a person has to act.
 */
export type EpochRefusal = 'redraw' | 'compare' | 'retry';

const REFUSALS: Readonly<Record<string, EpochRefusal>> = {
  COMMUNITY_KEY_OLD: 'redraw',
  COMMUNITY_KEY_UNKNOWN: 'redraw',
  EPOCH_GAP: 'redraw',
  EPOCH_NOTES_INVALID: 'redraw',
  EPOCH_OVERLAP: 'redraw',
  INPUT_INVALID: 'redraw',
  REQUEST_DIFFERS: 'redraw',
  SEALING_KEY_INVALID: 'redraw',

  EPOCH_EXISTS: 'compare',
};

/** The one table of refused epochs. What it does not know is tried again. */
export function epochRefusal(code: string): EpochRefusal {
  return REFUSALS[code] ?? 'retry';
}

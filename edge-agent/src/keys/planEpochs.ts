import { EPOCH_SECONDS } from '@acequia/protocol';
import { EpochGrid } from './EpochGrid.js';

/** Most epochs in one transaction. */
const MAX_EPOCHS = 32;

/** Where an epoch lies, ledger seconds. */
export interface EpochSpan {
  readonly epoch: number;
  readonly start: number;
  readonly end: number;
}

export interface PlanContext {
  /** The home's newest epoch on the ledger. */
  readonly tip: EpochSpan | undefined;
  /** Ledger time. */
  readonly now: number;
  readonly grid: EpochGrid;
  /** Whether a new epoch shall begin although the newest has not ended. */
  readonly renew: boolean;
}

/**
 * Which epochs the home publishes next, at most 32: one for each cell of the grid since the newest that can still take
 * records, or one that begins now and revokes the newest. None when nothing is due.
 */
export function planEpochs({ tip, now, grid, renew }: PlanContext): EpochSpan[] {
  if (tip === undefined) return [spanFrom(1, EpochGrid.cellOf(now))];
  if (tip.end > now) return renew ? [spanFrom(tip.epoch + 1, Math.max(now, tip.start))] : [];
  const spans: EpochSpan[] = [];
  for (let start = tip.end; start <= now && spans.length < MAX_EPOCHS; start += EPOCH_SECONDS) {
    if (start + EPOCH_SECONDS > now || grid.takesRecords(start + EPOCH_SECONDS, now)) {
      spans.push(spanFrom(tip.epoch + 1 + spans.length, start));
    }
  }
  return spans;
}

function spanFrom(epoch: number, start: number): EpochSpan {
  return { epoch, start, end: EpochGrid.endOf(start) };
}

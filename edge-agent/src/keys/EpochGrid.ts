import { EPOCH_LATENESS_SECONDS, EPOCH_LATENESS_WALL_SECONDS, EPOCH_SECONDS } from '@acequia/protocol';

/** So long before the ledger stops taking an epoch's late records nothing is sealed for it any more, wall-clock seconds. */
const MARGIN_WALL_SECONDS = 15;

/** The fixed grid of epochs, and how long they take records, on a ledger of a speed. */
export class EpochGrid {
  readonly #takesRecords: number;

  /** @param speed of the ledger's clock. */
  constructor(speed: number) {
    const lateness = Math.max(EPOCH_LATENESS_SECONDS, EPOCH_LATENESS_WALL_SECONDS * speed);
    this.#takesRecords = lateness - MARGIN_WALL_SECONDS * speed;
  }

  /** Start of the cell that a ledger time lies in. */
  static cellOf(at: number): number {
    return Math.floor(at / EPOCH_SECONDS) * EPOCH_SECONDS;
  }

  /** End of the epoch that starts then. */
  static endOf(start: number): number {
    return EpochGrid.cellOf(start) + EPOCH_SECONDS;
  }

  /** Whether an epoch that ends then still takes what is sealed now. */
  takesRecords(end: number, now: number): boolean {
    return now <= end + this.#takesRecords;
  }
}

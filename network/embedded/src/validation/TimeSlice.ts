import { setImmediate as nextTurn } from 'node:timers/promises';

const SLICE_MS = 10;

/** Lets long work give way: to requests that wait meanwhile. */
export class TimeSlice {
  #end = performance.now() + SLICE_MS;

  /** Asked between steps, so that only those who must wait do. */
  get isOver(): boolean {
    return performance.now() >= this.#end;
  }

  /** Comes back when what waited has had its turn. */
  async giveWay(): Promise<void> {
    await nextTurn();
    this.#end = performance.now() + SLICE_MS;
  }
}

import type { Interval } from '@acequia/protocol';
import { z } from 'zod';
import type { Sample } from '../meters/Sample.js';
import type { QueuedWindow } from '../outbox/records.js';
import { extendedOf } from './extendedOf.js';
import { IntervalBuilder, type BuilderRules } from './IntervalBuilder.js';
import { intervalStateSchema } from './intervalState.js';
import { nextCut, type CutRules } from './nextCut.js';

/** What is remembered between windows. */
export const cutterStateSchema = z.strictObject({
  /** Start of the open window. */
  windowStart: z.int().min(0),
  intervals: intervalStateSchema,
});
export type CutterState = z.infer<typeof cutterStateSchema>;

/** Samples in, completed windows out. Between windows its state is all there is; within one, the samples since. */
export class WindowCutter {
  readonly #rules: CutRules;
  readonly #builder: IntervalBuilder;
  #windowStart: number;
  #windowEnd: number;
  #open: Interval[] = [];
  /** Of the open window, with what they tell besides their register. */
  #extended: Sample[] = [];

  constructor(rules: CutRules & BuilderRules, state: CutterState) {
    this.#rules = rules;
    this.#builder = new IntervalBuilder(rules, state.intervals);
    this.#windowStart = state.windowStart;
    this.#windowEnd = nextCut(state.windowStart, rules);
  }

  /** Start of the open window: samples after it are needed to build the window again. */
  get windowStart(): number {
    return this.#windowStart;
  }

  /** End of the open window. */
  get windowEnd(): number {
    return this.#windowEnd;
  }

  /**
   * What to build on after a restart: fed the samples after `windowStart`, it leads to the same windows.
   *
   * @throws Error within a window, where the state alone is not enough.
   */
  get state(): CutterState {
    if (this.#open.length > 0) throw new Error('the state is whole between windows only');
    return { windowStart: this.#windowStart, intervals: this.#builder.state };
  }

  /**
   * Takes the next sample.
   *
   * @returns false when it is suspect. Windows that end before it must have been taken by `advance`.
   */
  add(sample: Sample): boolean {
    this.#closeBefore(Math.min(sample.at, this.windowEnd));
    if (sample.extended !== undefined) this.#extended.push(sample);
    return this.#builder.add(sample);
  }

  /** The open window, when it ends at or before `until`, up to which no further sample will come; to be called again. */
  advance(until: number): QueuedWindow | undefined {
    const [start, end] = [this.#windowStart, this.windowEnd];
    if (end > until) return undefined;
    while (this.#builder.start < end) this.#open.push(this.#builder.close());
    const intervals = this.#open;
    const extended = extendedOf(intervals, this.#extended);
    this.#windowStart = end;
    this.#windowEnd = nextCut(end, this.#rules);
    this.#open = [];
    this.#extended = this.#extended.filter(({ at }) => at > end);
    return { start, end, intervals, extended };
  }

  /** Closes the intervals that end before a sample's time. */
  #closeBefore(at: number): void {
    while (this.#builder.start + this.#rules.stepSeconds < at) this.#open.push(this.#builder.close());
  }
}

import type { HomeDay } from './HomeDay.js';
import { measure } from './measures/measure.js';
import type { Measures } from './measures/Measures.js';

/** What a policy gave: over all months, and in each. */
export class Outcome {
  readonly all: Measures;
  readonly each: readonly Measures[];

  constructor(months: readonly (readonly HomeDay[])[]) {
    this.all = measure(months);
    this.each = months.map((month) => measure([month]));
  }
}

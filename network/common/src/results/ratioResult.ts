import { isMet } from './isMet.js';
import { rangeOf } from './rangeOf.js';
import type { Result } from './resultsFileSchema.js';

/** What was measured, and what it is compared with. */
export type Measured = Pick<Result, 'name' | 'value' | 'unit' | 'against' | 'againstValue' | 'goal'>;

/** The result of a comparison: its ratio, and the range of the ratios of its single runs. @param ratios of each run. */
export function ratioResult(measured: Measured, ratios: readonly number[]): Result {
  const { name, value, unit, against, againstValue, goal } = measured;
  const ratio = value / againstValue;
  return {
    name,
    value,
    unit,
    against,
    againstValue,
    ratio,
    spread: rangeOf(ratios),
    goal,
    met: isMet(goal, { value, ratio }),
    runs: ratios.length,
  };
}

import { isMet, rangeOf, type Result } from '@acequia/network/common';
import type { Comparison } from './Comparison.js';
import type { Round } from './Round.js';

/** The result of rounds that come to these two numbers: their ratio, and the range of the rounds' own ratios. */
export function resultOfRounds(
  { name, unit, against, goal }: Comparison,
  { value, againstValue }: Round,
  rounds: readonly Round[],
): Result {
  const ratio = value / againstValue;
  return {
    name,
    value,
    unit,
    against,
    againstValue,
    ratio,
    spread: rangeOf(rounds.map((round) => round.value / round.againstValue)),
    goal,
    met: isMet(goal, { value, ratio }),
    runs: rounds.length,
  };
}

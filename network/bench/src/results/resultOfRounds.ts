import { ratioResult, type Result } from '@acequia/network/common';
import type { Comparison } from './Comparison.js';
import type { Round } from './Round.js';

/** The result of rounds that come to these two numbers: their ratio, and the range of the rounds' own ratios. */
export function resultOfRounds(comparison: Comparison, whole: Round, rounds: readonly Round[]): Result {
  const ratios = rounds.map((round) => round.value / round.againstValue);
  return ratioResult({ ...comparison, ...whole }, ratios);
}

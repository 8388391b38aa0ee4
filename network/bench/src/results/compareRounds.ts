import { quantile, type Result } from '@acequia/network/common';
import { BenchError } from '../BenchError.js';
import type { Comparison } from './Comparison.js';
import { resultOfRounds } from './resultOfRounds.js';
import type { Round } from './Round.js';

/**
 * The result of a comparison: medians of the rounds, their ratio, and the range of the rounds' own ratios, in which it lies.
 *
 * @throws BenchError BENCH_UNSOUND when there is no round, or a number is not above zero.
 */
export function compareRounds(comparison: Comparison, rounds: readonly Round[]): Result {
  const numbers = rounds.flatMap(({ value, againstValue }) => [value, againstValue]);
  if (numbers.length === 0 || numbers.some((number) => !(number > 0 && Number.isFinite(number)))) {
    throw new BenchError('BENCH_UNSOUND', `${comparison.name}: rounds gave ${JSON.stringify(rounds)}`);
  }
  const value = quantile(
    rounds.map((round) => round.value),
    0.5,
  );
  const againstValue = quantile(
    rounds.map((round) => round.againstValue),
    0.5,
  );
  return resultOfRounds(comparison, { value, againstValue }, rounds);
}

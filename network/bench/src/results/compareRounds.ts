import { quantile, type Goal, type Result } from '@acequia/network/common';
import { BenchError } from '../BenchError.js';
import { resultOfRounds } from './resultOfRounds.js';

/** What is compared, and what is hoped for. */
export interface Comparison extends Pick<Result, 'name' | 'unit' | 'against'> {
  readonly goal: Goal;
}

/** Both numbers of a round. */
export interface Round {
  readonly value: number;
  readonly againstValue: number;
}

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

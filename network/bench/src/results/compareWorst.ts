import type { Result } from '@acequia/network/common';
import { BenchError } from '../BenchError.js';
import type { Comparison } from './Comparison.js';
import type { Round } from './Round.js';
import { resultOfRounds } from './resultOfRounds.js';

/**
 * The result of counting what should be little: the most that any round gave, which may be nothing, against the most of what it is
 * compared with; the spread is that of the rounds' own ratios.
 *
 * @throws BenchError BENCH_UNSOUND when there is no round, or nothing to compare with.
 */
export function compareWorst(comparison: Comparison, rounds: readonly Round[]): Result {
  if (rounds.length === 0 || rounds.some(({ value, againstValue }) => value < 0 || !(againstValue > 0))) {
    throw new BenchError('BENCH_UNSOUND', `${comparison.name}: rounds gave ${JSON.stringify(rounds)}`);
  }
  const value = Math.max(...rounds.map((round) => round.value));
  const againstValue = Math.max(...rounds.map((round) => round.againstValue));
  return resultOfRounds(comparison, { value, againstValue }, rounds);
}

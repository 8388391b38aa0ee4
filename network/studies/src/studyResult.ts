import { ratioResult, type Goal, type Result } from '@acequia/network/common';
import { StudyError } from './StudyError.js';

/** What a study gives under a name. */
export interface StudyNumbers extends Pick<Result, 'name' | 'unit' | 'against'> {
  /** Over all seeds, and of each seed. */
  readonly value: number;
  readonly each: readonly number[];
  /** What it is compared with, over all seeds and for each seed, in the same unit; one number where it is a paper's. */
  readonly againstValue: number;
  readonly againstEach?: readonly number[];
  readonly goal: Goal;
}

/**
 * A result as `make bench` writes it. The value is that over all seeds, the spread that of the ratios of each.
 *
 * @throws StudyError STUDY_UNSOUND when a number is not above zero where a ratio needs one.
 */
export function studyResult(numbers: StudyNumbers): Result {
  const { name, unit, against, value, each, againstValue, againstEach, goal } = numbers;
  const ratio = value / againstValue;
  const ratios = each.map((one, index) => one / (againstEach?.[index] ?? againstValue));
  if (ratios.length === 0 || ![ratio, ...ratios].every(Number.isFinite) || value <= 0 || againstValue <= 0) {
    throw new StudyError('STUDY_UNSOUND', `${name}: ${value} ${unit} against ${againstValue}`);
  }
  return ratioResult({ name, unit, against, value, againstValue, goal }, ratios);
}

import { maxAmountIn } from '@acequia/protocol';
import type { Sample } from '../meters/Sample.js';
import type { Candidate, IntervalState, Regime } from './intervalState.js';

/** So many samples that fit each other make a new regime: a reset or a swap, not a spike. */
const CONSISTENT_SAMPLES = 3;

/** The device's grid and limits. */
export interface IntervalRules {
  readonly stepSeconds: number;
  /** Any point of the grid of intervals. */
  readonly anchor: number;
  /** Of the device's record, in base units. */
  readonly maxPerHour: number;
}

/**
 * Takes one sample, calibrated, in time order: it continues the live regime, or is suspect and perhaps the beginning of
 * a new one. A rate is judged over whole intervals, as the community judges it: from the end of the one that last told
 * consumption to the end of the one that the sample falls into.
 *
 * @returns whether the sample is trusted.
 */
export function judgeSample(state: IntervalState, sample: Sample, rules: IntervalRules): boolean {
  const live = state.regimes.at(-1);
  if (live === undefined) {
    state.regimes.push(opening(sample, rules));
    return true;
  }
  if (fits(sample, { low: live.last, base: live.base, baseEnd: live.baseEnd }, rules)) {
    live.last = sample.register;
    live.lastAt = sample.at;
    delete state.candidate;
    return true;
  }
  state.suspectAt = sample.at;
  const candidate = nextCandidate(state.candidate, sample, rules);
  state.candidate = candidate;
  if (candidate.count < CONSISTENT_SAMPLES) return false;
  // What was used between the old regime's last register and the new one's first cannot be known.
  state.regimes.push({
    base: candidate.first,
    baseEnd: candidate.firstEnd,
    last: candidate.last,
    lastAt: candidate.lastAt,
    catchUp: true,
  });
  delete state.candidate;
  return true;
}

/** End of the interval that a time falls into: intervals are open at their start and closed at their end for samples. */
function intervalEnd(at: number, { anchor, stepSeconds }: IntervalRules): number {
  return anchor + Math.ceil((at - anchor) / stepSeconds) * stepSeconds;
}

function opening(sample: Sample, rules: IntervalRules): Regime {
  const { register, at } = sample;
  return { base: register, baseEnd: intervalEnd(at, rules), last: register, lastAt: at, catchUp: false };
}

interface Continuation {
  readonly low: number;
  readonly base: number;
  readonly baseEnd: number;
}

function fits({ register, at }: Sample, { low, base, baseEnd }: Continuation, rules: IntervalRules): boolean {
  const span = Math.max(rules.stepSeconds, intervalEnd(at, rules) - baseEnd);
  return register >= low && register - base <= maxAmountIn(rules.maxPerHour, span);
}

function nextCandidate(candidate: Candidate | undefined, sample: Sample, rules: IntervalRules): Candidate {
  const { register, at } = sample;
  if (candidate !== undefined) {
    const continuation = { low: candidate.last, base: candidate.first, baseEnd: candidate.firstEnd };
    if (fits(sample, continuation, rules)) {
      return { ...candidate, last: register, lastAt: at, count: candidate.count + 1 };
    }
  }
  return { first: register, firstEnd: intervalEnd(at, rules), last: register, lastAt: at, count: 1 };
}

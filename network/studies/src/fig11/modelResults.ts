import type { Goal, Result } from '@acequia/network/common';
import { studyResult } from '../studyResult.js';
import type { Outcomes } from './outcomesOf.js';
import type { Measures } from './measures/Measures.js';
import type { Outcome } from './Outcome.js';
import { PAPER } from './PAPER.js';

const AGAINST = 'paper 000 Fig. 11';

/** The results of the paper's model, against the paper's own numbers with trading; in per cent of the daily quota. */
export function modelResults(outcomes: Outcomes): Result[] {
  return [
    // The paper's policy is here to be reproduced: no worse than the paper says is all that can be asked of it.
    resultOf('fig11 excess paper policy', 'excess', outcomes['paper policy'], {
      of: 'ratio',
      op: '<=',
      limit: 1,
    }),
    resultOf('fig11 excess', 'excess', outcomes.ours, { of: 'value', op: '<=', limit: 1 }),
    resultOf('fig11 dispersion', 'dispersion', outcomes.ours, { of: 'value', op: '<=', limit: 5 }),
  ];
}

function resultOf(name: string, of: 'excess' | 'dispersion', { all, each }: Outcome, goal: Goal): Result {
  const inPerCent = (measures: Pick<Measures, 'excess' | 'dispersion'>): number => 100 * measures[of];
  return studyResult({
    name,
    unit: '%',
    against: AGAINST,
    value: inPerCent(all),
    each: each.map(inPerCent),
    againstValue: 100 * PAPER.trading[of],
    goal,
  });
}

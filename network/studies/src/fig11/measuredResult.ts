import type { Result } from '@acequia/network/common';
import { studyResult } from '../studyResult.js';
import type { Outcomes } from './outcomesOf.js';
import type { Measures } from './measures/Measures.js';
import { PAPER } from './PAPER.js';

/** The excess of measured use with our trading against the same without, in per cent of the homes' own quotas. */
export function measuredResult(outcomes: Outcomes): Result {
  const inPerCent = ({ excess }: Measures): number => 100 * excess;
  const [ours, none] = [outcomes.ours, outcomes['no trading']];
  return studyResult({
    name: 'fig11 excess real data',
    unit: '%',
    against: 'no trading, same data',
    value: inPerCent(ours.all),
    each: ours.each.map(inPerCent),
    againstValue: inPerCent(none.all),
    againstEach: none.each.map(inPerCent),
    // What the paper's trading leaves of the excess of its own homes.
    goal: {
      of: 'ratio',
      op: '<=',
      limit: Number((PAPER.trading.excess / PAPER.noTrading.excess).toFixed(2)),
    },
  });
}

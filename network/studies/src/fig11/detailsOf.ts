import { rangeOf, type ResultsFile } from '@acequia/network/common';
import type { Outcomes } from './outcomesOf.js';
import { LITRE } from './model/LITRE.js';
import type { Measures } from './measures/Measures.js';
import { POLICY_NAMES } from './PolicyName.js';

const PER_CENT: readonly (readonly [string, (measures: Measures) => number])[] = [
  ['excess', ({ excess }) => excess],
  ['dispersion', ({ dispersion }) => dispersion],
  ['signed mean', ({ signedMean }) => signedMean],
  ['standard deviation', ({ standardDeviation }) => standardDeviation],
  ['p5', ({ p5 }) => p5],
  ['p95', ({ p95 }) => p95],
  ['least home mean', ({ homeMeans: [least] }) => least],
  ['greatest home mean', ({ homeMeans: [, greatest] }) => greatest],
];

/**
 * Everything that was measured under each policy, in per cent of the daily quota, with the range over the months; and the use of all
 * homes in a month.
 *
 * @param study what the names begin with.
 */
export function detailsOf(study: string, outcomes: Outcomes): ResultsFile['details'] {
  return POLICY_NAMES.flatMap((policy) => {
    const { all, each } = outcomes[policy];
    const detail = (
      what: string,
      unit: string,
      of: (measures: Measures) => number,
    ): ResultsFile['details'][number] => ({
      name: `${study} ${policy}, ${what}`,
      value: of(all),
      unit,
      spread: rangeOf(each.map(of)),
    });
    return [
      ...PER_CENT.map(([what, of]) => detail(what, '%', (measures) => 100 * of(measures))),
      detail('use of a month', 'm³', ({ use }) => use / LITRE / 1000),
    ];
  });
}

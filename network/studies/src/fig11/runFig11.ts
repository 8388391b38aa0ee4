import type { ResultsFile } from '@acequia/network/common';
import { seedsUpTo } from '../seedsUpTo.js';
import { comparePolicies, type Outcomes, type StudyCase } from './comparePolicies.js';
import { detailsOf } from './detailsOf.js';
import { composeMonths } from './measured/composeMonths.js';
import { readMeters } from './measured/readMeters.js';
import { measuredResult } from './measuredResult.js';
import { drawMonth } from './model/drawMonth.js';
import { LITRE } from './model/LITRE.js';
import { modelResults } from './modelResults.js';
import { ClearingMarket } from './policies/market/ClearingMarket.js';
import type { Market } from './policies/market/Market.js';
import { QUOTA } from './QUOTA.js';

/** Paper 000 §7.3. */
const HOMES = 40;

/** What a run of the study is asked for. */
export interface Fig11Options {
  readonly seeds: number;
  /** Folder of measured data. */
  readonly data: string;
  /** Where the homes of a month of the model trade. */
  readonly openMarket: (studyCase: StudyCase) => Promise<Market>;
  /** Told what is going on, a line at a time. */
  readonly onProgress: (line: string) => void;
}

/** What a run of the study gave. */
export interface Fig11Run extends Pick<ResultsFile, 'results' | 'details'> {
  /** Of the paper's model. */
  readonly outcomes: Outcomes;
}

/** Computes Fig. 11 of paper 000 anew: no trading, the paper's trading and ours, of its model and of measured use. */
export async function runFig11({ seeds, data, openMarket, onProgress }: Fig11Options): Promise<Fig11Run> {
  const outcomes = await comparePolicies(modelCases(seeds), openMarket, (seed) => {
    if (seed % 10 === 0 || seed === seeds) onProgress(`${seed} of ${seeds} months`);
  });
  const measured = await compareMeasured(data, onProgress);
  return {
    outcomes,
    results: [...modelResults(outcomes), ...(measured === undefined ? [] : [measuredResult(measured)])],
    details: [
      ...detailsOf('fig11', outcomes),
      ...(measured === undefined ? [] : detailsOf('fig11 real data', measured)),
    ],
  };
}

function* modelCases(seeds: number): Generator<StudyCase> {
  for (const seed of seedsUpTo(seeds)) {
    const month = drawMonth(seed);
    yield { month, quotas: Array.from({ length: month.homes }, () => QUOTA * LITRE), seed };
  }
}

async function compareMeasured(
  data: string,
  onProgress: (line: string) => void,
): Promise<Outcomes | undefined> {
  const meters = await readMeters(data);
  const months = meters === undefined ? [] : composeMonths(meters, HOMES);
  if (months.length === 0) {
    onProgress(`left out: fig11 excess real data, because ${data} has no water meters with clean months`);
    return undefined;
  }
  onProgress(`measured months: ${months.map(({ name }) => name).join(', ')}`);
  const cases = months.map(({ month, quotas }, index) => ({ month, quotas, seed: index + 1 }));
  return comparePolicies(
    cases,
    () => Promise.resolve(new ClearingMarket()),
    () => undefined,
  );
}

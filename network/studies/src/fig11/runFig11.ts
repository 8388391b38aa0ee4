import type { ResultsFile } from '@acequia/network/common';
import { seedsUpTo } from '../seedsUpTo.js';
import { detailsOf } from './detailsOf.js';
import { composeMonths } from './measured/composeMonths.js';
import { readMeters } from './measured/readMeters.js';
import { measuredResult } from './measuredResult.js';
import { modelResults } from './modelResults.js';
import type { MarketKind } from './MonthJob.js';
import { openMarket } from './openMarket.js';
import { outcomesOf, type Outcomes } from './outcomesOf.js';
import { runMonths } from './runMonths.js';
import { simulateCase, type CaseDays } from './simulateCase.js';

/** Paper 000 §7.3. */
const HOMES = 40;

/** What a run of the study is asked for. */
export interface Fig11Options {
  readonly seeds: number;
  /** Where the homes trade. */
  readonly market: MarketKind;
  /** Folder of measured data. */
  readonly data: string;
  /** Told what is going on, a line at a time. */
  readonly onProgress: (line: string) => void;
}

/** What a run of the study gave. */
export interface Fig11Run extends Pick<ResultsFile, 'results' | 'details'> {
  /** Of the paper's model. */
  readonly outcomes: Outcomes;
}

/** Computes Fig. 11 of paper 000 anew: no trading, the paper's trading and ours, of its model and of measured use. */
export async function runFig11({ seeds, market, data, onProgress }: Fig11Options): Promise<Fig11Run> {
  const onDone = (count: number): void => {
    if (count % 10 === 0 || count === seeds) onProgress(`${count} of ${seeds} months`);
  };
  const outcomes = outcomesOf(await runMonths({ seeds: seedsUpTo(seeds), market, onDone }));
  const measured = await compareMeasured(market, data, onProgress);
  return {
    outcomes,
    results: [...modelResults(outcomes), ...(measured === undefined ? [] : [measuredResult(measured)])],
    details: [
      ...detailsOf('fig11', outcomes),
      ...(measured === undefined ? [] : detailsOf('fig11 real data', measured)),
    ],
  };
}

async function compareMeasured(
  kind: MarketKind,
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
  const cases: CaseDays[] = [];
  for (const [index, { month, quotas }] of months.entries()) {
    const market = await openMarket(kind, quotas);
    cases.push(await simulateCase({ month, quotas, seed: index + 1 }, market));
  }
  return outcomesOf(cases);
}

import type { MarketKind } from './fig11/MonthJob.js';

/** What a command line asks of the studies. */
export interface StudyOptions {
  /** Find the daily quota anew and do nothing else. */
  readonly calibrate: boolean;
  /** How many seeds, from 1. */
  readonly seeds: number;
  /** Where our trading takes place. */
  readonly market: MarketKind;
  /** Folder of measured data; absolute. */
  readonly data: string;
  /** Where the results go; absolute. */
  readonly out: string;
}

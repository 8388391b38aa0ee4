import type { MarketKind } from './fig11/MonthJob.js';

/** What a command line asks of the studies. */
export interface StudyOptions {
  /** Find the daily quota anew and do nothing else. */
  readonly calibrate: boolean;
  /** Replay a seed's month on the embedded network, at so many ledger seconds a second, and do nothing else. */
  readonly replay?: { readonly seed: number; readonly speed: number };
  /** How many seeds, from 1. */
  readonly seeds: number;
  /** Where our trading takes place. */
  readonly market: MarketKind;
  /** Folder of measured data; absolute. */
  readonly data: string;
  /** Where the results go; absolute. */
  readonly out: string;
}

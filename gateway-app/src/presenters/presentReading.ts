import {
  BASE_UNIT,
  type BaseUnit,
  type Interval,
  type MeteredResource,
  type TrustGrade,
} from '@acequia/protocol';
import type { ReadingRow } from '../readModel/queries/ReadingQueries.js';
import { omit } from '../omit.js';

/** An interval with where it comes from and what became of its window. Amounts in `unit`. */
export interface ReadingView extends Interval {
  readonly deviceId: string;
  readonly sequence: number;
  readonly resource: MeteredResource;
  readonly unit: BaseUnit;
  readonly trust: TrustGrade;
  readonly verdict: 'accepted' | 'rejected' | 'waiting';
}

export function presentReading(row: ReadingRow): ReadingView {
  return { ...omit(row, 'position'), unit: BASE_UNIT[row.resource], verdict: row.verdict ?? 'waiting' };
}

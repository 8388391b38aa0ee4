import type { ExtendedChannel } from '@acequia/protocol';
import { omit } from '../omit.js';
import type { ExtendedRow } from '../readModel/queries/ReadingQueries.js';

/**
 * An interval of the extended dataset X (paper 000 Eq. 1): hundredths of a degree Celsius, hundredths of a per cent, or Wh.
 * Channels that were not measured are absent.
 */
export interface ExtendedView {
  readonly start: number;
  readonly end: number;
  readonly deviceId: string;
  readonly sequence: number;
  readonly values: Readonly<Partial<Record<ExtendedChannel, number>>>;
}

export function presentExtended(row: ExtendedRow): ExtendedView {
  return omit(row, 'position');
}

import type { Bounds } from '@acequia/protocol';
import type { AcceptedInterval } from '../readModel/queries/ReadingQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';
import { estimatedIntervals } from './estimatedIntervals.js';

/** All that counts of a home's use so far in a span: accepted readings, and estimates where none could be read. */
export function countedIntervals(model: ReadModel, homeId: string, bounds: Bounds): AcceptedInterval[] {
  return [
    ...model.readings.accepted(homeId, bounds.start, bounds.end),
    ...estimatedIntervals(model, homeId, bounds, () => true),
  ];
}

import { runningMonth } from '../harness/runningMonth.js';
import type { Suite } from '../harness/Suite.js';
import { Neighbourhood } from './Neighbourhood.js';

let enrolled: Promise<Neighbourhood> | undefined;

/** The one neighbourhood of the run, whoever asks first: the community counts a home's hours of one meter only. */
export async function enrolledNeighbourhood(suite: Suite): Promise<Neighbourhood> {
  enrolled ??= runningMonth(suite.community).then(() => Neighbourhood.enrol(suite));
  return await enrolled;
}

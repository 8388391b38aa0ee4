import type { CommunityRecord } from '@acequia/protocol';
import { DateTime } from 'luxon';

/**
 * The start of the community's first window: the first point of the interval grid at or after the clock's origin. The grid
 * runs from the community's midnight, so that every day, and with it every period, begins on it.
 */
export function gridOrigin(community: CommunityRecord, stepSeconds: number): number {
  const { origin } = community.clock;
  const midnight = DateTime.fromSeconds(origin, { zone: community.timeZone }).startOf('day').toSeconds();
  return midnight + Math.ceil((origin - midnight) / stepSeconds) * stepSeconds;
}

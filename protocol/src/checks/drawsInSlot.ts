import { DateTime } from 'luxon';
import { CodedError } from '../errors.js';
import type { PowerDraw } from './powerDraws.js';
import type { PowerSlot } from './slotOf.js';

/**
 * The draws that start in a slot by the community's clocks. An hour that a clock change leaves out has none, one that it repeats has
 * those of both.
 *
 * @param zone IANA time zone. @throws CodedError TIME_ZONE_INVALID for an unknown zone.
 */
export function drawsInSlot(draws: readonly PowerDraw[], { from, to }: PowerSlot, zone: string): PowerDraw[] {
  return draws.filter(({ start }) => {
    const time = DateTime.fromSeconds(start, { zone });
    if (!time.isValid) throw new CodedError('TIME_ZONE_INVALID', 'the time zone is not known');
    return time.hour >= from && time.hour < to;
  });
}

import { DateTime } from 'luxon';
import { CodedError } from '../errors.js';
import type { Bounds } from './periodBounds.js';
import type { PowerDraw } from './powerDraws.js';
import type { PowerSlot } from './slotOf.js';

/**
 * The draws in a slot by the community's clocks. One that goes over the slot's border is in it with the part that lies inside, at the mean
 * power of the whole: a home chooses its intervals, and one that began before the evening would hide it. An hour that a clock change
 * leaves out has no draw, one that it repeats has those of both.
 *
 * @param zone IANA time zone. @throws CodedError TIME_ZONE_INVALID for an unknown zone.
 */
export function drawsInSlot(draws: readonly PowerDraw[], slot: PowerSlot, zone: string): PowerDraw[] {
  return draws.flatMap((draw) => partsIn(draw, slot, zone).map((part) => ({ ...draw, ...part })));
}

/** The parts of a span in the slot, each without a hole. */
function partsIn({ start, end }: Bounds, { from, to }: PowerSlot, zone: string): Bounds[] {
  const parts: Bounds[] = [];
  for (let time = start; time < end;) {
    const moment = DateTime.fromSeconds(time, { zone });
    if (!moment.isValid) throw new CodedError('TIME_ZONE_INVALID', 'the time zone is not known');
    // Clocks change at full hours, so that this hour has no border inside.
    const next = Math.min(end, time + 3600 - 60 * moment.minute - moment.second);
    if (moment.hour >= from && moment.hour < to) {
      const before = parts.at(-1)?.end === time ? parts.pop() : undefined;
      parts.push({ start: before?.start ?? time, end: next });
    }
    time = next;
  }
  return parts;
}

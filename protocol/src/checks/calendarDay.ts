import { DateTime } from 'luxon';
import { CodedError } from '../errors.js';
import type { Bounds } from './periodBounds.js';
import { periodBounds } from './periodBounds.js';

/** A day of the community's calendar: its id, such as 2016-09-30, and its first and last instant. */
export interface CalendarDay extends Bounds {
  readonly id: string;
}

/**
 * The day of the community's calendar that a ledger time lies in.
 *
 * @param time seconds since 1970.
 * @param zone IANA time zone.
 * @throws CodedError TIME_ZONE_INVALID for an unknown zone.
 */
export function calendarDay(time: number, zone: string): CalendarDay {
  const id = DateTime.fromSeconds(time, { zone }).toISODate();
  if (id === null) throw new CodedError('TIME_ZONE_INVALID', 'the time zone is not known');
  return { id, ...periodBounds(id, zone) };
}

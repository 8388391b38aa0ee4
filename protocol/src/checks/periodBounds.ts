import { DateTime } from 'luxon';
import { CodedError } from '../errors.js';

/** A span of ledger time: whole seconds since 1970, `start` up to but not including `end`. */
export interface Bounds {
  readonly start: number;
  readonly end: number;
}

const MONTH = /^\d{4}-\d{2}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The calendar month (`2016-09`) or day (`2016-09-30`) that a period or statement id names, in the community's zone.
 * Calendar arithmetic, not multiples of 86,400 s: the day of a clock change has 23 or 25 hours.
 *
 * @param zone IANA time zone, such as Europe/Madrid.
 * @throws CodedError PERIOD_ID_INVALID for an id that names no month or day, TIME_ZONE_INVALID for an unknown zone.
 */
export function periodBounds(periodId: string, zone: string): Bounds {
  const unit = unitOf(periodId);
  const start = DateTime.fromISO(periodId, { zone });
  if (!start.isValid) {
    if (start.invalidReason === 'unsupported zone') {
      throw new CodedError('TIME_ZONE_INVALID', 'the time zone is not known');
    }
    throw new CodedError('PERIOD_ID_INVALID', 'no such month or day');
  }
  // Zones that change their clocks at midnight have days whose first instant is 01:00: startOf finds it.
  const first = start.startOf(unit);
  const next = first.plus({ [unit]: 1 }).startOf(unit);
  return { start: first.toUnixInteger(), end: next.toUnixInteger() };
}

function unitOf(periodId: string): 'month' | 'day' {
  if (MONTH.test(periodId)) return 'month';
  if (DAY.test(periodId)) return 'day';
  throw new CodedError('PERIOD_ID_INVALID', 'a period is named YYYY-MM or YYYY-MM-DD');
}

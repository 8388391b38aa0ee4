import { DateTime } from 'luxon';

/** Writes ledger seconds as the community's local time to the minute: `2016-09-01 08:00`. */
export function formatMoment(seconds: number, zone: string): string {
  return DateTime.fromSeconds(seconds, { zone, locale: 'en-GB' }).toFormat('yyyy-LL-dd HH:mm');
}

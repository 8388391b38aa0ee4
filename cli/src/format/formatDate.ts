import { DateTime } from 'luxon';

/** Writes ledger seconds as a local date of the community: `1 September 2016`. */
export function formatDate(seconds: number, zone: string): string {
  return DateTime.fromSeconds(seconds, { zone, locale: 'en-GB' }).toFormat('d LLLL yyyy');
}

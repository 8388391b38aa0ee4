import { DateTime } from 'luxon';

/** Which of the 168 hours of the community's week an hour is: 0 for Monday's first. @param hour ledger seconds. */
export function hourOfWeek(hour: number, zone: string): number {
  const local = DateTime.fromSeconds(hour, { zone });
  return (local.weekday - 1) * 24 + local.hour;
}

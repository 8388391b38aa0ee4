import { DateTime } from 'luxon';
import { CliError } from '../CliError.js';

/**
 * Ledger seconds of a moment as the community writes it: `2016-09-16`, `2016-09-16 18:00` or `2016-09-16T18:00`, in its
 * time zone.
 *
 * @throws CliError TIME_INVALID
 */
export function parseMoment(text: string, zone: string): number {
  const moment = DateTime.fromISO(text.trim().replace(' ', 'T'), { zone });
  if (/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?$/.test(text.trim()) && moment.isValid) {
    return Math.floor(moment.toSeconds());
  }
  throw new CliError('TIME_INVALID', `"${text}" is no time: write 2016-09-16, or "2016-09-16 18:00"`);
}
